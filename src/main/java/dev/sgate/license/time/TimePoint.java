package dev.sgate.license.time;

import java.time.Duration;
import java.time.Instant;

/** A time, and when on the boot-time clock it was read: within one boot it goes on by itself. */
record TimePoint(Instant time, String bootId, Duration sinceBoot) {
    /** Before all others, and of no boot. */
    static final TimePoint NEVER = new TimePoint(Instant.EPOCH, "", Duration.ZERO);

    static TimePoint of(Instant time, ClockReading reading) {
        return new TimePoint(time, reading.bootId(), reading.sinceBoot());
    }

    /** What it has become by this reading: the same where the machine was started anew, never earlier. */
    Instant by(ClockReading reading) {
        Duration since = reading.sinceBoot().minus(sinceBoot);
        boolean sameBoot = !bootId.isEmpty() && bootId.equals(reading.bootId());
        return sameBoot && !since.isNegative() ? time.plus(since) : time;
    }

    TimePoint later(TimePoint other) {
        return other.time.isAfter(time) ? other : this;
    }
}
