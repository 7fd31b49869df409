package dev.sgate.station;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Lets something through only so often, for those who hear of {@link Progress} more often than they tell of it. For one thread. */
public final class Throttle {
    private final long pauseNanos;
    private final LongSupplier nanoClock;
    private long passedAt;

    /**
     * The first pause begins now.
     *
     * @param nanoClock as {@link System#nanoTime}
     */
    public Throttle(Duration pause, LongSupplier nanoClock) {
        this.pauseNanos = pause.toNanos();
        this.nanoClock = nanoClock;
        this.passedAt = nanoClock.getAsLong();
    }

    /** Whether the pause is over; if so, the next one begins. */
    public boolean tryPass() {
        long now = nanoClock.getAsLong();
        if (now - passedAt < pauseNanos) {
            return false;
        }
        passedAt = now;
        return true;
    }
}
