package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.seal.Payloads;
import dev.sgate.vendor.ledger.ApplianceState;
import dev.sgate.vendor.reconcile.BackDatedEvent;
import dev.sgate.vendor.reconcile.ImportCounts;
import dev.sgate.vendor.reconcile.ImportedFile;
import dev.sgate.vendor.reconcile.LicenseSeats;
import dev.sgate.vendor.reconcile.Reconciled;
import dev.sgate.vendor.reconcile.RejectedEvent;
import dev.sgate.vendor.seats.Overload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The reconcile report: sums over all files that count, then file by file, then what a person should look at. */
public record ReconcileReport(Reconciled reconciled) {
    public void answer(Console console, boolean json) {
        if (json) {
            console.answer(toJson());
        } else {
            new ReconcileText(reconciled).lines().forEach(console::answer);
        }
    }

    private Map<String, Object> toJson() {
        return Payloads.members(
                "accepted", reconciled.sum(ImportCounts::accepted),
                "duplicates", reconciled.sum(ImportCounts::duplicates),
                "rejected", reconciled.sum(ImportCounts::rejected),
                "forked", reconciled.sum(ImportCounts::forked),
                "backDated", reconciled.sum(ImportCounts::backDated),
                "devicesCreated", reconciled.sum(ImportCounts::created),
                "devicesUpdated", reconciled.sum(ImportCounts::updated),
                "parked", reconciled.parkedEvents(),
                "overActivations", each(reconciled.overActivated(), ReconcileReport::overActivation),
                "licenses", each(reconciled.licenses(), ReconcileReport::license),
                "appliances",
                        reconciled.appliances().entrySet().stream()
                                .map(entry -> appliance(entry.getKey(), entry.getValue()))
                                .toList(),
                "files", each(reconciled.files(), this::file));
    }

    private static <T> List<Map<String, Object>> each(List<T> values, Function<T, Map<String, Object>> toJson) {
        return values.stream().map(toJson).toList();
    }

    private static Map<String, Object> overActivation(LicenseSeats license) {
        Overload over = license.overActivation().orElseThrow();
        return Payloads.members(
                "licenseId", license.licenseId(),
                "customer", license.customer(),
                "site", license.site(),
                "seats", over.seats(),
                "from", over.from(),
                "until", end(over),
                "peakAt", over.peakAt(),
                "held", over.held(),
                "devices", over.devices());
    }

    private static Optional<Instant> end(Overload over) {
        return Optional.of(over.until()).filter(until -> until.isBefore(Instant.MAX));
    }

    private static Map<String, Object> license(LicenseSeats license) {
        return Payloads.members(
                "licenseId", license.licenseId(),
                "customer", license.customer(),
                "product", license.product(),
                "site", license.site(),
                "seats", license.seats(),
                "appliances", license.appliances(),
                "overActivations", license.history().overloadCount());
    }

    private static Map<String, Object> appliance(UUID id, ApplianceState state) {
        Map<String, Object> members = Payloads.members("applianceId", id);
        members.putAll(state(state));
        return members;
    }

    private static Map<String, Object> state(ApplianceState state) {
        return Payloads.members(
                "parked", state.parked(),
                "wholeTo", state.wholeTo(),
                "gaps",
                        each(
                                state.gaps(),
                                gap -> Payloads.members(
                                        "first", gap.first(), "last", gap.last(), "keyLost", gap.keyLost())),
                "missingParts",
                        each(
                                state.missingParts(),
                                export -> Payloads.members(
                                        "exportSerial", export.exportSerial(),
                                        "missing", export.missing(),
                                        "parts", export.parts())),
                "forks", state.forks(),
                "sameMachine", state.sameMachine());
    }

    private Map<String, Object> file(ImportedFile file) {
        return switch (file) {
            case ImportedFile.Refused refused ->
                Payloads.members(
                        "file", refused.file().toString(),
                        "outcome", "refused",
                        "code", refused.refusal().code(),
                        "evidence", refused.refusal().evidence().facts());
            case ImportedFile.Imported imported -> imported(imported);
        };
    }

    private Map<String, Object> imported(ImportedFile.Imported file) {
        ImportCounts counts = file.counts();
        Map<String, Object> members = Payloads.members(
                "file", file.file().toString(),
                "outcome", "accepted",
                "evidence", Map.of(),
                "applianceId", file.terms().applianceId(),
                "fingerprint", file.terms().fingerprint(),
                "exportSerial", file.terms().exportSerial(),
                "part", file.terms().part(),
                "parts", file.terms().parts(),
                "accepted", counts.accepted(),
                "duplicates", counts.duplicates(),
                "rejected", counts.rejected(),
                "forked", counts.forked(),
                "backDated", counts.backDated(),
                "rejectedEvents", each(counts.rejectedEvents(), ReconcileReport::rejected),
                "backDatedEvents", each(counts.backDatedEvents(), ReconcileReport::backDated),
                "devicesCreated", counts.devicesCreated(),
                "devicesUpdated", counts.devicesUpdated());
        Optional.ofNullable(reconciled.appliances().get(file.terms().applianceId()))
                .ifPresent(state -> members.putAll(state(state)));
        return members;
    }

    private static Map<String, Object> rejected(RejectedEvent event) {
        return Payloads.members(
                "seq", event.seq(),
                "id", event.id(),
                "occurredAt", event.occurredAt(),
                "type", event.type(),
                "reason", event.reason().word(),
                "line", event.line());
    }

    private static Map<String, Object> backDated(BackDatedEvent event) {
        return Payloads.members(
                "seq", event.seq(),
                "occurredAt", event.occurredAt(),
                "type", event.type(),
                "why", event.why().word(),
                "bySeconds", event.by().toSeconds());
    }
}
