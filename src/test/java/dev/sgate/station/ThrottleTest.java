package dev.sgate.station;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private long nanos = Long.MAX_VALUE - 5; // System.nanoTime may run over

    private final Throttle throttle = new Throttle(Duration.ofNanos(10), () -> nanos);

    @Test
    void onePassesAfterEachPause() {
        nanos += 9;
        assertThat(throttle.tryPass()).isFalse();
        nanos += 1;
        assertThat(throttle.tryPass()).isTrue();
        assertThat(throttle.tryPass()).isFalse();
        nanos += 9;
        assertThat(throttle.tryPass()).as("the pause begins where one passed").isFalse();
        nanos += 1;
        assertThat(throttle.tryPass()).isTrue();
    }

    @Test
    void timeInWhichNobodyAskedIsNotSavedUp() {
        nanos += 100;
        assertThat(throttle.tryPass()).isTrue();
        assertThat(throttle.tryPass()).isFalse();
    }
}
