package dev.sgate.station;

import dev.sgate.release.SemVer;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What became of a file, or of one half of it: license and binary of one file are two outcomes. */
public sealed interface Outcome {
    /** A license is in force now. */
    record LicenseApplied(
            String product, String customer, Instant validUntil, long seats, long seatsTaken, UUID bundleId)
            implements Outcome {
        @Override
        public String subject() {
            return "license";
        }
    }

    /** A new version of the vendor's trust document counts now. */
    record TrustApplied(long version, long before, Instant expires) implements Outcome {
        @Override
        public String subject() {
            return "trust";
        }
    }

    /** A release is installed and runs. */
    record ReleaseApplied(String appName, SemVer version, Optional<SemVer> before) implements Outcome {
        @Override
        public String subject() {
            return "release";
        }
    }

    /** A release failed its health check, and what ran before runs again. {@code kept} is empty where nothing ran before. */
    record ReleaseRolledBack(String appName, SemVer version, Optional<SemVer> kept, Refusal refusal)
            implements Outcome {
        @Override
        public String subject() {
            return "release";
        }
    }

    /** A release was checked, and waits for a person or for the application's next restart. */
    record ReleaseWaits(String appName, SemVer version, boolean forPerson) implements Outcome {
        @Override
        public String subject() {
            return "release";
        }
    }

    /** This very file did its work on an earlier visit. {@code subject} as in {@link StateChange.FileSettled}. */
    record AlreadyApplied(String subject) implements Outcome {}

    /** Not accepted. */
    record Refused(String subject, Refusal refusal) implements Outcome {
        /** Whether the license is in force but for a person's yes, with which this device takes its seat (S31). */
        public boolean asksPerson() {
            return subject.equals("seat") && refusal.code() == RefusalCode.NEEDS_CONFIRMATION;
        }
    }

    /** What it is about, as in {@link StateChange.FileSettled}. */
    String subject();

    /** The word for it, as in {@link StateChange.FileSettled}. */
    default String result() {
        return switch (this) {
            case LicenseApplied applied -> "applied";
            case TrustApplied applied -> "applied";
            case ReleaseApplied applied -> "applied";
            case ReleaseRolledBack rolledBack -> "rolled-back";
            case ReleaseWaits waits -> "waiting";
            case AlreadyApplied already -> "already-applied";
            case Refused refused -> "refused";
        };
    }

    /** Why not; empty where all went well. */
    default Optional<Refusal> findRefusal() {
        return switch (this) {
            case ReleaseRolledBack rolledBack -> Optional.of(rolledBack.refusal);
            case Refused refused -> Optional.of(refused.refusal);
            case LicenseApplied applied -> Optional.empty();
            case TrustApplied applied -> Optional.empty();
            case ReleaseApplied applied -> Optional.empty();
            case ReleaseWaits waits -> Optional.empty();
            case AlreadyApplied already -> Optional.empty();
        };
    }

    /** Whether another appliance is to get the file, which is good there. */
    default boolean isForAnother() {
        return findRefusal()
                .filter(why -> why.code() == RefusalCode.WRONG_APPLIANCE || why.code() == RefusalCode.WRONG_PRODUCT)
                .isPresent();
    }
}
