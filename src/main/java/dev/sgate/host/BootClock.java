package dev.sgate.host;

import dev.sgate.license.time.ClockReading;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * Reads wall clock and boot-time clock together. The boot-time clock is the first number of {@code /proc/uptime}, in seconds with
 * two decimals: CLOCK_BOOTTIME, which also counts while the machine is suspended. {@code /proc/sys/kernel/random/boot_id} names the
 * boot it belongs to, and is read anew each time: a process restored from a snapshot may find another one.
 */
public final class BootClock {
    private final Clock wall;
    private final Path uptime;
    private final Path bootId;

    /**
     * Reads nothing yet.
     *
     * @param proc usually {@code /proc}
     */
    public BootClock(Clock wall, Path proc) {
        this.wall = wall;
        this.uptime = proc.resolve("uptime");
        this.bootId = proc.resolve("sys/kernel/random/boot_id");
    }

    /** The clocks of this machine. */
    public static BootClock ofMachine() {
        return new BootClock(Clock.systemUTC(), Path.of("/proc"));
    }

    /** The two clocks now; without a boot-time clock where the kernel shows none. */
    public ClockReading read() {
        try {
            String id = Files.readString(bootId, StandardCharsets.ISO_8859_1).strip();
            return new ClockReading(wall.instant(), id, sinceBoot());
        } catch (IOException | NumberFormatException notThere) {
            return ClockReading.ofWall(wall.instant());
        }
    }

    private Duration sinceBoot() throws IOException {
        String line = Files.readString(uptime, StandardCharsets.ISO_8859_1);
        String seconds = line.strip().split(" ", 2)[0];
        return Duration.ofMillis(new BigDecimal(seconds).movePointRight(3).longValue());
    }
}
