package dev.sgate.cli.desk;

import dev.sgate.license.Policy;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The members of {@code policy} (FORMATS, {@code .sglic}): how the vendor wants limits to be applied on site. */
final class PolicyOptions {
    /** How a box keeps time. */
    enum Clock {
        STRICT,
        UPTIME
    }

    @Option(names = "--warn-days", paramLabel = "DAYS", description = "Warn so many days before the end (default: 7).")
    private Optional<Long> warnDays = Optional.empty();

    @Option(
            names = "--crl-max-age-days",
            paramLabel = "DAYS",
            description = "A revocation list older than this asks for a new bundle (default: 14).")
    private Optional<Long> crlMaxAgeDays = Optional.empty();

    @Option(
            names = "--rotation-hours",
            paramLabel = "HOURS",
            description = "How long a site runs on after its signing key was revoked (default: 72).")
    private Optional<Long> rotationHours = Optional.empty();

    @Option(
            names = "--clock-tolerance",
            paramLabel = "SECONDS",
            description = "How far the clock may be set back (default: 3600).")
    private Optional<Long> clockTolerance = Optional.empty();

    @Option(
            names = "--clock",
            defaultValue = "STRICT",
            paramLabel = "strict|uptime",
            description = "uptime: for boxes whose clock has no battery (default: strict).")
    private Clock clock;

    @Option(
            names = "--grace-hours",
            paramLabel = "HOURS",
            description = "Without contact for so long, instead of the tier's hours; 168 at most.")
    private Optional<Long> graceHours = Optional.empty();

    @Option(names = "--fallback", description = "Give fallback leases after the end.")
    private boolean fallback;

    @Option(names = "--confirm", description = "A person on site must say yes before it counts (`sgate activate`).")
    private boolean confirm;

    @Option(
            names = "--max-offline-days",
            paramLabel = "DAYS",
            description = "A lease counts so many days after the last contact (default: 15).")
    private Optional<Long> maxOfflineDays = Optional.empty();

    Policy policy() {
        Policy usual = Policy.DEFAULT;
        return new Policy(
                warnDays.orElse(usual.warnDays()),
                crlMaxAgeDays.orElse(usual.crlMaxAgeDays()),
                rotationHours.orElse(usual.rotationHours()),
                clockTolerance.orElse(usual.clockToleranceSeconds()),
                clock == Clock.UPTIME,
                graceHours,
                fallback,
                confirm,
                maxOfflineDays.orElse(usual.maxOfflineDays()));
    }
}
