package dev.sgate.cli.desk;

import dev.sgate.cli.verify.FileReport;
import dev.sgate.vendor.ledger.ApplianceState;
import dev.sgate.vendor.reconcile.ImportCounts;
import dev.sgate.vendor.reconcile.ImportedFile;
import dev.sgate.vendor.reconcile.OverActivation;
import dev.sgate.vendor.reconcile.RejectedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The reconcile report for people. */
public final class ReconcileText {
    private static final int LISTED_MAX = 20;

    private final ReconcileReport report;
    private final List<String> lines = new ArrayList<>();

    ReconcileText(ReconcileReport report) {
        this.report = report;
    }

    List<String> lines() {
        sum("accepted", report.sum(ImportCounts::accepted));
        sum("duplicates", report.sum(ImportCounts::duplicates));
        sum("rejected", report.sum(ImportCounts::rejected));
        sum("devices created", report.sum(counts -> counts.devicesCreated().size()));
        sum("devices updated", report.sum(counts -> counts.devicesUpdated().size()));
        if (report.parked() > 0) {
            sum("parked", report.parked());
        }
        report.files().forEach(this::file);
        report.overActivations().forEach(this::overActivation);
        return lines;
    }

    private void sum(String name, long value) {
        lines.add(String.format("%-16s %d", name, value));
    }

    private void file(ImportedFile file) {
        lines.add("");
        switch (file) {
            case ImportedFile.Refused refused ->
                lines.addAll(FileReport.refused(refused.refusal())
                        .lines(refused.file().toString()));
            case ImportedFile.Imported imported -> imported(imported);
        }
    }

    private void imported(ImportedFile.Imported file) {
        ImportCounts counts = file.counts();
        lines.add(file.file() + ": appliance " + file.terms().applianceId() + ", part "
                + file.terms().part() + " of " + file.terms().parts());
        lines.add("  " + counts.accepted() + (file.state().parked() ? " kept aside, " : " accepted, ")
                + counts.duplicates() + " duplicates, " + counts.rejected() + " rejected");
        counts.rejectedEvents().stream().limit(LISTED_MAX).forEach(this::rejected);
        if (counts.rejectedEvents().stream().anyMatch(event -> event.reason() == RejectedEvent.Reason.FUTURE)) {
            lines.add("  events from the future: look at the appliance's clock first, then think of forgery");
        }
        state(file.state());
    }

    private void rejected(RejectedEvent event) {
        lines.add("  rejected, " + event.reason().word() + ": event " + event.seq() + ", " + event.type() + " at "
                + event.occurredAt());
    }

    private void state(ApplianceState state) {
        if (state.parked()) {
            lines.add("  parked: it names no bundle that this desk minted for it, so nothing of it counts");
        }
        if (!state.gaps().isEmpty()) {
            lines.add("  missing: "
                    + state.gaps().stream()
                            .limit(LISTED_MAX)
                            .map(gap -> gap.first() == gap.last()
                                    ? "event " + gap.first()
                                    : "events " + gap.first() + " to " + gap.last())
                            .collect(Collectors.joining(", "))
                    + "; ask for the other files of this appliance");
        }
        if (!state.forks().isEmpty()) {
            lines.add("  forked at event " + state.forks().get(0) + ": a restored or copied appliance");
        }
        state.sameMachine()
                .forEach(other -> lines.add("  same machine as appliance " + other + ": reinstalled, or a copy"));
    }

    private void overActivation(OverActivation over) {
        lines.add("");
        lines.add("over-activation: license " + over.licenseId() + " of " + over.customer() + " has " + over.seats()
                + " seats and " + over.devices().size() + " devices");
        over.devices().stream().limit(LISTED_MAX).forEach(device -> lines.add("  " + device));
    }
}
