package dev.sgate.station;

import dev.sgate.release.SemVer;
import dev.sgate.seal.Refusal;
import java.time.Instant;
import java.util.Optional;

/** What became of a file, or of one half of it: license and binary of one file are two outcomes. */
public sealed interface Outcome {
    /** A license is in force now. */
    record LicenseApplied(String product, String customer, Instant validUntil, long seats, long seatsTaken)
            implements Outcome {}

    /** A release is installed and runs. */
    record ReleaseApplied(String appName, SemVer version, Optional<SemVer> before) implements Outcome {}

    /** A release failed its health check, and what ran before runs again. {@code kept} is empty where nothing ran before. */
    record ReleaseRolledBack(String appName, SemVer version, Optional<SemVer> kept, Refusal refusal)
            implements Outcome {}

    /** This very file did its work on an earlier visit. {@code subject} as in {@link StateChange.FileSettled}. */
    record AlreadyApplied(String subject) implements Outcome {}

    /** Not accepted. */
    record Refused(String subject, Refusal refusal) implements Outcome {}
}
