package dev.sgate.appliance.doctor;

import static dev.sgate.appliance.doctor.Finding.faultIf;

import dev.sgate.license.LicenseState;
import dev.sgate.license.LicenseState.Grade;
import dev.sgate.station.LicenseAnswer.Checked;
import dev.sgate.station.Sentences;
import dev.sgate.station.StationReport.LicenseLine;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** The licenses that are held. */
final class LicenseChecks {
    private static final Sentences ENGLISH = Sentences.in("en");

    private LicenseChecks() {}

    static List<Check> all() {
        return List.of(
                Check.toLookAt(
                        "license-missing",
                        "whether any license is held",
                        "an application that asks is told that it may not run",
                        LicenseChecks::missing),
                Check.toLookAt(
                        "license-ending",
                        "how long each license is still valid",
                        "applications stop by themselves when it has ended",
                        box -> first(box, line -> line.license().state() == LicenseState.EXPIRING)),
                Check.toLookAt(
                        "license-stale",
                        "how old the revocation list is, and whether the license's key still counts",
                        "what runs goes on, but no new device gets a seat",
                        box -> first(box, line -> line.license().state() == LicenseState.NEEDS_REFRESH)),
                Check.broken(
                        "license-unusable",
                        "the state of each license",
                        "an application that asks is told that it may not run",
                        box -> first(box, line -> line.license().state().grade() == Grade.REFUSED)));
    }

    private static Finding missing(Box box) throws CannotTell {
        return faultIf(
                box.report().licenses().isEmpty(),
                "no license is here",
                "bring a stick with a license from the vendor");
    }

    private static Finding first(Box box, Predicate<LicenseLine> wrong) throws CannotTell {
        return box.report().licenses().stream()
                .filter(wrong)
                .findFirst()
                .map(LicenseChecks::told)
                .orElse(Finding.HEALTHY);
    }

    private static Finding told(LicenseLine line) {
        Checked checked = Checked.of(line.license(), Instant.EPOCH);
        return Finding.fault(line.state() + ": " + ENGLISH.what(checked), ENGLISH.whatToDo(checked));
    }
}
