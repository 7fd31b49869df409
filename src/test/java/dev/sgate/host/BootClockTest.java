package dev.sgate.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.license.time.ClockReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootClockTest {
    private static final Instant NOON = Instant.parse("2026-03-29T01:00:00Z");

    @TempDir
    Path proc;

    /** The clock has the site's zone, in the hour in which summer begins: nothing of it is in a reading. */
    private ClockReading read() {
        return new BootClock(Clock.fixed(NOON, ZoneId.of("Europe/Berlin")), proc).read();
    }

    private void write(String uptime, String bootId) throws IOException {
        Files.createDirectories(proc.resolve("sys/kernel/random"));
        Files.writeString(proc.resolve("uptime"), uptime);
        Files.writeString(proc.resolve("sys/kernel/random/boot_id"), bootId);
    }

    @Test
    void readsWhatTheKernelShows() throws IOException {
        write("13506.29 20961.84\n", "5f8a6b1e-0000-4000-8000-000000000001\n");

        assertThat(read())
                .isEqualTo(
                        new ClockReading(NOON, "5f8a6b1e-0000-4000-8000-000000000001", Duration.ofMillis(13_506_290)));
    }

    @Test
    void withoutABootTimeClockThereIsTheWallClock() throws IOException {
        assertThat(read()).isEqualTo(ClockReading.ofWall(NOON));
        write("nonsense\n", "5f8a6b1e-0000-4000-8000-000000000001\n");
        assertThat(read()).isEqualTo(ClockReading.ofWall(NOON));
    }

    @Test
    void thisMachineHasOneAndItGoesOn() {
        ClockReading first = BootClock.ofMachine().read();
        ClockReading second = BootClock.ofMachine().read();

        assertThat(first.bootId()).hasSize(36).isEqualTo(second.bootId());
        assertThat(first.sinceBoot()).isPositive().isLessThanOrEqualTo(second.sinceBoot());
    }
}
