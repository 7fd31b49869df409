package dev.sgate.host;

import dev.sgate.station.Ids;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/**
 * UUIDv7 (RFC 9562, 5.7, with the counter of 6.2 method 1 in the 12 bits after the time). Each is greater than the one before, also
 * within a millisecond and when the clock is set back. Safe for use by several threads.
 */
public final class TimeOrderedIds implements Ids {
    private static final int COUNTER_BITS = 12;
    private static final int COUNTER_END = 1 << COUNTER_BITS;

    /** A new millisecond begins in the lower half, so that there is always room to count. */
    private static final int COUNTER_START_MAX = COUNTER_END / 2;

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM_62 = 0x3fff_ffff_ffff_ffffL;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private long millis;
    private int counter;

    public TimeOrderedIds(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized UUID next() {
        long now = clock.millis();
        if (now > millis) {
            millis = now;
            counter = random.nextInt(COUNTER_START_MAX);
        } else if (++counter == COUNTER_END) {
            millis++;
            counter = random.nextInt(COUNTER_START_MAX);
        }
        return new UUID((millis << 16) | VERSION_7 | counter, VARIANT | (random.nextLong() & RANDOM_62));
    }
}
