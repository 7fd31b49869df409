package dev.sgate.appliance.kiosk;

import dev.sgate.release.SemVer;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.FileOutcome;
import dev.sgate.station.Outcome;
import dev.sgate.station.VisitId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Sticks and what comes of them, for tests. */
final class Sticks {
    static final Outcome LICENSE = new Outcome.LicenseApplied(
            "lantern", "Lighthouse", Instant.parse("2027-06-30T12:00:00Z"), 5, 1, new UUID(0, 7));
    static final Outcome RELEASE = new Outcome.ReleaseApplied("lamp", new SemVer("2.0.0"), Optional.empty());
    static final Outcome WAITS = new Outcome.ReleaseWaits("lamp", new SemVer("2.0.0"), false);
    static final Outcome WAITS_FOR_PERSON = new Outcome.ReleaseWaits("lamp", new SemVer("2.0.0"), true);
    static final Outcome KNOWN = new Outcome.AlreadyApplied("license");
    static final Outcome TRUST = new Outcome.TrustApplied(3, 2, Instant.parse("2027-06-30T12:00:00Z"));
    static final Outcome ROLLED_BACK = new Outcome.ReleaseRolledBack(
            "lamp", new SemVer("3.0.0"), Optional.of(new SemVer("2.0.0")), Refusal.of(RefusalCode.HEALTH_CHECK_FAILED));

    private Sticks() {}

    static Stick stick(int number) {
        return new Stick(visit(number), "stick-" + number, "key-" + number, true);
    }

    static Stick without(int number) {
        return new Stick(visit(number), "waiting", "waiting", false);
    }

    static Stick again(Stick stick, int number) {
        return new Stick(visit(number), stick.name(), stick.key(), true);
    }

    private static VisitId visit(int number) {
        return new VisitId(new UUID(7, number));
    }

    static Outcome refused(RefusalCode code) {
        return new Outcome.Refused("license", Refusal.of(code));
    }

    static List<FileOutcome> files(Outcome... outcomes) {
        return Arrays.stream(outcomes)
                .map(outcome -> new FileOutcome("a.sglic", outcome))
                .toList();
    }

    static Sight.Ended ended(Stick stick, Sight.Ending ending, Outcome... outcomes) {
        return new Sight.Ended(stick, ending, Optional.empty(), files(outcomes), List.of("journal.sgsync"));
    }
}
