package dev.sgate.station;

import dev.sgate.license.LicenseState;
import dev.sgate.license.time.ClockStanding;
import dev.sgate.seal.Payloads;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.LedgerView.TakenBack;
import dev.sgate.station.LedgerView.VisitSummary;
import dev.sgate.station.LedgerView.WaitingUpdate;
import dev.sgate.station.LicenseAnswer.Checked;
import dev.sgate.station.StationReport.ApplicationLine;
import dev.sgate.station.StationReport.JournalLine;
import dev.sgate.station.StationReport.LeaseLine;
import dev.sgate.station.StationReport.LicenseLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A {@link StationReport} for people, a line a matter. */
final class StationText {
    private static final Sentences ENGLISH = Sentences.in("en");

    private StationText() {}

    static List<String> lines(StationReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(report.inOneLine());
        lines.add("appliance " + report.device().applianceId() + ", fingerprint "
                + report.device().fingerprint().hex().substring(0, 8));
        lines.add(report.trust().text(report.at()));
        lines.add(clock(report.clock()));
        report.licenses().forEach(license -> lines.addAll(lines(license)));
        if (report.licenses().isEmpty()) {
            lines.add("license: none; bring a stick with a license from the vendor");
        }
        report.leases().forEach(lease -> lines.add(line(lease)));
        lines.add(report.revocations()
                .map(list -> "revocation list: number " + list.number() + " of " + Payloads.time(list.issuedAt()))
                .orElse("revocation list: none yet; it comes with each license"));
        lines.addAll(lines(report.journal()));
        report.applications().forEach(application -> lines.add(line(application)));
        report.waiting().forEach(waits -> lines.add(line(waits)));
        report.withoutRelease().forEach(back -> lines.addAll(lines(back)));
        report.visits().forEach(visit -> lines.add(line(visit)));
        return lines;
    }

    private static String line(WaitingUpdate waits) {
        return waits.appName() + ": " + waits.version() + " is here since " + Payloads.time(waits.since())
                + (waits.confirmed() ? " and is installed now" : " and waits; `sgate install` installs it");
    }

    private static List<String> lines(TakenBack back) {
        HeldRelease release = back.release();
        return List.of(
                release.appName() + ": no release runs; " + release.version() + " was taken back at "
                        + Payloads.time(back.at()) + " and there is none to go back to",
                "  what to do: bring a stick with a newer version; or put right what it lacked, then `sgate releases forgive "
                        + release.digest().first8() + "`");
    }

    private static String clock(ClockStanding clock) {
        String behind = "clock: " + clock.word() + ", " + clock.behindSeconds() + " s behind the latest time known, "
                + Payloads.time(clock.mark());
        if (!clock.isTrusted()) {
            return behind + "; set it right, or bring a newer license";
        }
        return clock.behindSeconds() == 0 ? "clock: right, as far as this appliance can know" : behind;
    }

    private static List<String> lines(LicenseLine license) {
        LicenseState state = license.license().state();
        String line = license.terms()
                .map(terms -> "license for " + terms.product() + ": " + state.word() + " until "
                        + Payloads.time(terms.validUntil()) + ", " + license.seatsTaken() + " of "
                        + terms.pool().size() + " seats taken")
                .orElse("license " + license.license().held().licenseId() + ": " + state.word()
                        + "; its bundle cannot be verified");
        if (state == LicenseState.VALID) {
            return List.of(line);
        }
        Checked checked = Checked.of(license.license(), Instant.EPOCH);
        return List.of(line, "  what to do: " + ENGLISH.whatToDo(checked));
    }

    private static List<String> lines(JournalLine journal) {
        List<String> lines = new ArrayList<>();
        lines.add("journal: " + journal.head().seq() + " events, the vendor holds "
                + journal.acknowledged().seq() + " of them");
        if (journal.unreadable().seq() > journal.acknowledged().seq()) {
            lines.add("  the events up to " + journal.unreadable().seq()
                    + " are lost: their key, or the database they were in");
        }
        journal.fork()
                .ifPresent(fork -> lines.add("  forked: the vendor holds another event " + fork.seq()
                        + "; this machine is a copy, or was restored, and gives no new seat until the vendor resets the device"
                        + " counter"));
        return lines;
    }

    private static String line(LeaseLine lease) {
        return "lease of " + lease.instance().id() + " ends at "
                + Payloads.time(lease.instance().expiresAt()) + ": "
                + lease.warning().text();
    }

    private static String line(ApplicationLine application) {
        return "application " + application.release().appName() + " "
                + application.release().version() + ": "
                + application
                        .process()
                        .map(process -> "runs, pid " + process.pid())
                        .orElse("does not run");
    }

    private static String line(VisitSummary visit) {
        return "visit of " + visit.volume() + " at " + Payloads.time(visit.begunAt()) + ": "
                + visit.result().orElse(visit.phase()) + filesOf(visit);
    }

    private static String filesOf(VisitSummary visit) {
        StringBuilder files = new StringBuilder();
        visit.files()
                .forEach(file -> files.append("; ")
                        .append(file.fileName())
                        .append(' ')
                        .append(file.subject())
                        .append(' ')
                        .append(file.result())
                        .append(file.code().map(code -> " " + code).orElse("")));
        return files.toString();
    }
}
