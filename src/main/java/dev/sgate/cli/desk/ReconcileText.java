package dev.sgate.cli.desk;

import dev.sgate.cli.verify.FileReport;
import dev.sgate.vendor.ledger.ApplianceState;
import dev.sgate.vendor.reconcile.BackDatedEvent;
import dev.sgate.vendor.reconcile.ImportCounts;
import dev.sgate.vendor.reconcile.ImportedFile;
import dev.sgate.vendor.reconcile.LicenseSeats;
import dev.sgate.vendor.reconcile.Reconciled;
import dev.sgate.vendor.reconcile.RejectedEvent;
import dev.sgate.vendor.reconcile.StateWords;
import dev.sgate.vendor.seats.Overload;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The reconcile report for people. */
public final class ReconcileText {
    private static final int LISTED_MAX = 20;

    private final Reconciled reconciled;
    private final List<String> lines = new ArrayList<>();

    ReconcileText(Reconciled reconciled) {
        this.reconciled = reconciled;
    }

    List<String> lines() {
        sum("accepted", reconciled.sum(ImportCounts::accepted));
        sum("duplicates", reconciled.sum(ImportCounts::duplicates));
        sum("rejected", reconciled.sum(ImportCounts::rejected));
        sum("devices created", reconciled.sum(ImportCounts::created));
        sum("devices updated", reconciled.sum(ImportCounts::updated));
        unlessNone("forked", reconciled.sum(ImportCounts::forked));
        unlessNone("back-dated", reconciled.sum(ImportCounts::backDated));
        unlessNone("parked", reconciled.parkedEvents());
        reconciled.files().forEach(this::file);
        reconciled.appliances().forEach(this::appliance);
        reconciled.overActivated().forEach(this::overActivation);
        return lines;
    }

    private void sum(String name, long value) {
        lines.add(String.format("%-16s %d", name, value));
    }

    private void unlessNone(String name, long value) {
        if (value > 0) {
            sum(name, value);
        }
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
        lines.add("  " + counts.accepted() + (reconciled.isParked(file) ? " kept aside, " : " accepted, ")
                + counts.duplicates() + " duplicates, " + counts.rejected() + " rejected");
        counts.rejectedEvents().stream().limit(LISTED_MAX).forEach(this::rejected);
        counts.backDatedEvents().stream().limit(LISTED_MAX).forEach(this::backDated);
        if (counts.rejectedEvents().stream().anyMatch(event -> event.reason() == RejectedEvent.Reason.FUTURE)) {
            lines.add("  events from the future: look at the appliance's clock first, then think of forgery");
        }
        if (counts.backDated() > 0) {
            lines.add("  back-dated events count: look whether the appliance's clock was set right, or back");
        }
    }

    private void rejected(RejectedEvent event) {
        String verdict = event.reason() == RejectedEvent.Reason.FORK
                ? "forked"
                : "rejected, " + event.reason().word();
        lines.add("  " + verdict + ": event " + event.seq() + ", " + event.type() + " at " + event.occurredAt());
    }

    private void backDated(BackDatedEvent event) {
        lines.add("  back-dated: event " + event.seq() + ", " + event.type() + " at " + event.occurredAt() + ", "
                + StateWords.backDated(event));
    }

    private void appliance(UUID id, ApplianceState state) {
        List<String> words = StateWords.of(state);
        if (!words.isEmpty()) {
            lines.add("");
            lines.add("appliance " + id);
            words.forEach(word -> lines.add("  " + word));
        }
    }

    private void overActivation(LicenseSeats license) {
        Overload over = license.overActivation().orElseThrow();
        lines.add("");
        lines.add("over-activation: license " + license.licenseId() + " of " + license.customer()
                + (license.site().isEmpty() ? "" : " at " + license.site()) + " had " + over.seats() + " seats and "
                + over.held() + " devices at " + over.peakAt());
        over.devices().forEach(device -> lines.add("  " + device));
        if (over.held() > over.devices().size()) {
            lines.add("  and " + (over.held() - over.devices().size()) + " more");
        }
        if (license.history().overloadCount() > 1) {
            lines.add("  that was the worst, and " + (license.history().overloadCount() - 1)
                    + " more times there were too many");
        }
    }
}
