package dev.sgate.license.time;

import java.time.Duration;
import java.time.Instant;

/**
 * What is remembered of the time, in the ledger and in a file beside it. Made and changed by {@link ClockRules} alone; {@link
 * TimeText} writes it down.
 *
 * @param issuedAt (a) of BEHAVIOUR 1: the latest {@code issuedAt} of the bundles accepted; epoch before the first. It also tells
 *     which of two states is the newer one: a bundle that re-anchors the clock begins anew
 * @param seen (b): the latest clock at a launch or an hour since then; epoch before the first
 * @param trusted the trusted time at the last launch or hour; within one boot it goes on with the boot-time clock
 * @param read the clock when it was last within a tolerance of the mark: a step back is measured from here
 * @param addedSeconds what is added to the clock while the clock alone is behind; 0 or more
 * @param steppedBackSeconds the sum of the tolerated steps back since the last bundle; 0 or more
 * @param widestToleranceSeconds the widest tolerance of any bundle accepted, at least the default: a step up to it is counted
 */
public record TimeState(
        Instant issuedAt,
        Instant seen,
        TimePoint trusted,
        TimePoint read,
        long addedSeconds,
        long steppedBackSeconds,
        long widestToleranceSeconds) {
    /** What is known where nothing is remembered. */
    public static final TimeState NOTHING = issued(Instant.EPOCH);

    /** A state in which nothing is known but the date of a bundle. */
    public static TimeState issued(Instant issuedAt) {
        return new TimeState(
                issuedAt,
                Instant.EPOCH,
                new TimePoint(issuedAt, "", Duration.ZERO),
                TimePoint.NEVER,
                0,
                0,
                ClockRules.DEFAULT_TOLERANCE_SECONDS);
    }

    /** The mark: the later of (a) and (b). */
    public Instant mark() {
        return later(issuedAt, seen);
    }

    /**
     * The one state made of two copies, of which either may be older, e.g. from a restored database. The copy with the later bundle
     * counts; of two with the same, the later times and the larger sums. So neither copy can be lost or put back alone.
     */
    public TimeState merge(TimeState other) {
        int newer = issuedAt.compareTo(other.issuedAt);
        if (newer != 0) {
            TimeState counts = newer > 0 ? this : other;
            return counts.widened(Math.max(widestToleranceSeconds, other.widestToleranceSeconds));
        }
        TimeState latest = other.trusted.time().isAfter(trusted.time()) ? other : this;
        return new TimeState(
                issuedAt,
                later(seen, other.seen),
                trusted.later(other.trusted),
                latest.read,
                latest.addedSeconds,
                Math.max(steppedBackSeconds, other.steppedBackSeconds),
                Math.max(widestToleranceSeconds, other.widestToleranceSeconds));
    }

    TimeState widened(long toleranceSeconds) {
        return new TimeState(
                issuedAt,
                seen,
                trusted,
                read,
                addedSeconds,
                steppedBackSeconds,
                Math.max(widestToleranceSeconds, toleranceSeconds));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
