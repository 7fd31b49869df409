package dev.sgate.appliance.doctor;

import java.util.List;
import java.util.stream.Stream;

/** Has the list of all that is looked for. */
public final class Doctor {
    private static final List<Check> CHECKS = Stream.of(
                    DaemonChecks.all(),
                    SettingsChecks.all(),
                    ClockChecks.all(),
                    TrustChecks.all(),
                    StateChecks.all(),
                    DiskChecks.all(),
                    KeyChecks.all(),
                    DatabaseChecks.all(),
                    LicenseChecks.all(),
                    ApplicationChecks.all(),
                    StickChecks.all(),
                    UnitChecks.all(),
                    SystemChecks.all())
            .flatMap(List::stream)
            .toList();

    private Doctor() {}

    /** All checks, in the order in which they are told. */
    public static List<Check> checks() {
        return CHECKS;
    }

    /** Looks at all of it; never fails, and changes nothing. */
    public static Examination examine(Box box) {
        return new Examination(CHECKS.stream().map(check -> check.examine(box)).toList());
    }
}
