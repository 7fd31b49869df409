package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.seal.Payloads;
import dev.sgate.vendor.ledger.ApplianceState;
import dev.sgate.vendor.reconcile.ImportCounts;
import dev.sgate.vendor.reconcile.ImportedFile;
import dev.sgate.vendor.reconcile.OverActivation;
import dev.sgate.vendor.reconcile.RejectedEvent;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The reconcile report: sums over all files that count, then file by file, then what a person should look at. */
public record ReconcileReport(List<ImportedFile> files, List<OverActivation> overActivations) {
    public void answer(Console console, boolean json) {
        if (json) {
            console.answer(toJson());
        } else {
            new ReconcileText(this).lines().forEach(console::answer);
        }
    }

    public List<ImportedFile.Imported> imported() {
        return files.stream()
                .filter(ImportedFile.Imported.class::isInstance)
                .map(ImportedFile.Imported.class::cast)
                .toList();
    }

    /** A sum over the files of enrolled appliances. */
    public long sum(ToLongFunction<ImportCounts> count) {
        return imported().stream()
                .filter(file -> !file.state().parked())
                .mapToLong(file -> count.applyAsLong(file.counts()))
                .sum();
    }

    /** New events of appliances that are parked. */
    public long parked() {
        return imported().stream()
                .filter(file -> file.state().parked())
                .mapToLong(file -> file.counts().accepted())
                .sum();
    }

    private Map<String, Object> toJson() {
        return Payloads.members(
                "accepted", sum(ImportCounts::accepted),
                "duplicates", sum(ImportCounts::duplicates),
                "rejected", sum(ImportCounts::rejected),
                "devicesCreated", sum(counts -> counts.devicesCreated().size()),
                "devicesUpdated", sum(counts -> counts.devicesUpdated().size()),
                "parked", parked(),
                "overActivations",
                        overActivations.stream().map(ReconcileReport::toJson).toList(),
                "files", files.stream().map(ReconcileReport::toJson).toList());
    }

    private static Map<String, Object> toJson(OverActivation over) {
        return Payloads.members(
                "licenseId", over.licenseId(),
                "customer", over.customer(),
                "seats", over.seats(),
                "devices", over.devices());
    }

    private static Map<String, Object> toJson(ImportedFile file) {
        return switch (file) {
            case ImportedFile.Refused refused ->
                Payloads.members(
                        "file", refused.file().toString(),
                        "outcome", "refused",
                        "code", refused.refusal().code(),
                        "evidence", refused.refusal().evidence().facts());
            case ImportedFile.Imported imported -> toJson(imported);
        };
    }

    private static Map<String, Object> toJson(ImportedFile.Imported file) {
        ImportCounts counts = file.counts();
        ApplianceState state = file.state();
        return Payloads.members(
                "file", file.file().toString(),
                "outcome", "accepted",
                "evidence", Map.of(),
                "applianceId", file.terms().applianceId(),
                "fingerprint", file.terms().fingerprint(),
                "part", file.terms().part(),
                "parts", file.terms().parts(),
                "parked", state.parked(),
                "accepted", counts.accepted(),
                "duplicates", counts.duplicates(),
                "rejected", counts.rejected(),
                "rejectedEvents",
                        counts.rejectedEvents().stream()
                                .map(ReconcileReport::toJson)
                                .toList(),
                "devicesCreated", counts.devicesCreated(),
                "devicesUpdated", counts.devicesUpdated(),
                "gaps",
                        state.gaps().stream()
                                .map(gap -> Payloads.members("first", gap.first(), "last", gap.last()))
                                .toList(),
                "forks", state.forks(),
                "sameMachine", state.sameMachine());
    }

    private static Map<String, Object> toJson(RejectedEvent event) {
        return Payloads.members(
                "seq", event.seq(),
                "id", event.id(),
                "occurredAt", event.occurredAt(),
                "type", event.type(),
                "reason", event.reason().word(),
                "line", event.line());
    }
}
