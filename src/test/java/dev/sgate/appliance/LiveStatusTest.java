package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.station.LogEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveStatusTest {
    private final Set<String> sticks = new HashSet<>();
    private int woken;
    private final LiveStatus status = new LiveStatus(() -> sticks, () -> "no license", () -> woken++);

    @Test
    void withoutAStickItSaysHowTheApplianceStands() {
        assertThat(status.text()).isEqualTo("waiting for a stick; no license");
        assertThat(woken).isZero();
    }

    @Test
    void eachStickHasTheLastThatTheLogSaidOfIt() {
        sticks.addAll(List.of("sda1", "sdb"));
        status.take(seen("1", "sda1"));
        status.take(seen("2", "sdb"));
        status.take(LogLine.of(LogEvent.COPY_BEGUN, "copying")
                .with("visit", "1")
                .with("file", "press.sgupd")
                .with("bytes", 9));
        assertThat(status.text()).isEqualTo("sda1: copying (press.sgupd); sdb: stick seen");
        assertThat(woken).isEqualTo(3);
    }

    @Test
    void aStickThatIsGoneIsForgotten() {
        sticks.add("sda1");
        status.take(seen("1", "sda1"));
        sticks.clear();
        assertThat(status.text()).isEqualTo("waiting for a stick; no license");
        sticks.add("sda1");
        assertThat(status.text()).as("another stick of the same name").startsWith("waiting");
    }

    @Test
    void aRefusalComesWithItsCode() {
        sticks.add("sda1");
        status.take(LogLine.of(LogEvent.STICK_TURNED_AWAY, "stick not touched")
                .with("visit", "1")
                .with("volume", "sda1")
                .with("code", "unsafe-mount"));
        assertThat(status.text()).isEqualTo("sda1: stick not touched (unsafe-mount)");
    }

    @Test
    void aLineAboutNoStickChangesNothing() {
        status.take(LogLine.of(LogEvent.LICENSE_NOTICE, "runs out").with("app", "press"));
        status.take(LogLine.of(LogEvent.COPY_BEGUN, "copying").with("visit", "unknown"));
        assertThat(status.text()).startsWith("waiting for a stick");
    }

    @Test
    void itIsShort() {
        sticks.add("sda1");
        status.take(seen("1", "sda1").with("file", "x".repeat(200)).with("app", "y".repeat(200)));
        assertThat(status.text()).hasSize(400);
    }

    private static LogLine seen(String visit, String volume) {
        return LogLine.of(LogEvent.STICK_SEEN, "stick seen")
                .with("visit", visit)
                .with("volume", volume);
    }
}
