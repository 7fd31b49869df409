package dev.sgate.license.time;

import dev.sgate.license.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The rules of trusted time (BEHAVIOUR 1). Trusted time is the later of clock and mark, and within one boot it goes on with the
 * boot-time clock, whatever is done to the wall clock. It never goes back except where a newer bundle re-anchors it.
 */
public final class ClockRules {
    static final long DEFAULT_TOLERANCE_SECONDS = Policy.DEFAULT.clockToleranceSeconds();

    private ClockRules() {}

    /** Trusted time now, in whole seconds: what all limits are judged by. */
    public static Instant now(TimeState state, ClockReading reading) {
        Instant clock = clock(state, reading);
        return later(later(clock, state.mark()), state.trusted().by(reading)).truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * The clock as it is read: with the seconds of the last re-anchoring added while the clock alone is behind the mark. They were
     * found for the wrong time that the clock had then: a clock that was set since is nearer to what is expected without them, and is
     * taken alone. Expected is the mark, or within one boot what the last reading has become.
     */
    static Instant clock(TimeState state, ClockReading reading) {
        Instant alone = reading.wall();
        Instant added = alone.plusSeconds(state.addedSeconds());
        Instant expected = later(state.mark(), state.read().by(reading));
        boolean behind = alone.isBefore(state.mark());
        return behind && distance(added, expected).compareTo(distance(alone, expected)) < 0 ? added : alone;
    }

    /**
     * What is remembered after a launch or an hour: the mark rises to the clock, and a step back that stays within a tolerance is
     * counted. While the clock is further behind than that, the steps are not counted one by one; what remains of them counts when
     * it comes back within the tolerance.
     */
    public static TimeState observe(TimeState state, ClockReading reading) {
        Instant clock = clock(state, reading);
        boolean alone = clock.equals(reading.wall());
        boolean near = !clock.plusSeconds(state.widestToleranceSeconds()).isBefore(state.mark());
        long back = near ? Math.max(0, seconds(clock, state.read().by(reading))) : 0;
        Instant trusted = later(later(clock, state.mark()), state.trusted().by(reading));
        return new TimeState(
                state.issuedAt(),
                later(state.seen(), clock),
                TimePoint.of(trusted, reading),
                near ? TimePoint.of(clock, reading) : state.read(),
                alone ? 0 : state.addedSeconds(),
                state.steppedBackSeconds() + back,
                state.widestToleranceSeconds());
    }

    /** Whether a bundle of this date re-anchors the clock: it is newer than all that were accepted. */
    public static boolean reanchors(TimeState state, Instant issuedAt) {
        return issuedAt.isAfter(state.issuedAt());
    }

    /**
     * What is remembered once a bundle is accepted. A newer one re-anchors: (b), the sum of steps back and the trusted time are
     * dropped, and a clock that is behind {@code issuedAt} is read with the difference added. Another only widens what is counted.
     */
    public static TimeState accept(TimeState state, ClockReading reading, Instant issuedAt, Policy policy) {
        TimeState widened = state.widened(policy.clockToleranceSeconds());
        if (!reanchors(state, issuedAt)) {
            return widened;
        }
        long added = Math.max(0, seconds(reading.wall(), issuedAt));
        Instant clock = reading.wall().plusSeconds(added);
        return new TimeState(
                issuedAt,
                Instant.EPOCH,
                TimePoint.of(later(clock, issuedAt), reading),
                TimePoint.of(clock, reading),
                added,
                0,
                widened.widestToleranceSeconds());
    }

    /** How the clock stands by this policy. */
    public static ClockStanding judge(TimeState state, ClockReading reading, Policy policy) {
        TimeState seen = observe(state, reading);
        Instant clock = clock(state, reading);
        return new ClockStanding(
                clock.truncatedTo(ChronoUnit.SECONDS),
                state.mark().truncatedTo(ChronoUnit.SECONDS),
                now(state, reading),
                Math.max(0, seconds(clock, state.mark())),
                seen.steppedBackSeconds(),
                policy.clockToleranceSeconds(),
                policy.uptimeClock());
    }

    /** Whole seconds from one time to another, cut towards zero. */
    private static long seconds(Instant from, Instant to) {
        return Duration.between(from, to).toSeconds();
    }

    private static Duration distance(Instant one, Instant other) {
        return Duration.between(one, other).abs();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
