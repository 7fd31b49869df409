package dev.sgate.license.time;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What the machine says about the time at one moment.
 *
 * @param wall the wall clock, in UTC and so without daylight saving; cut to milliseconds; may be wrong by any amount
 * @param bootId names the run of the kernel; empty where it is not known, and then nothing is read from {@code sinceBoot}
 * @param sinceBoot the boot-time clock: counts also while the machine is suspended, and nobody sets it
 */
public record ClockReading(Instant wall, String bootId, Duration sinceBoot) {
    public ClockReading {
        wall = wall.truncatedTo(ChronoUnit.MILLIS);
    }

    /** A reading of a machine that has no boot-time clock. */
    public static ClockReading ofWall(Instant wall) {
        return new ClockReading(wall, "", Duration.ZERO);
    }
}
