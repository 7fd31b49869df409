package dev.sgate.vendor.seats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChainClockTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ChainClock clock = new ChainClock();

    private static Sha256 head(String branch, long seq) {
        return Sha256.of((branch + seq).getBytes(StandardCharsets.UTF_8));
    }

    private ChainClock.Time line(String branch, long seq, long minute, boolean future) {
        return clock.next(new ChainClock.Line(
                seq, head(branch, seq), head(branch, seq - 1), START.plusSeconds(60 * minute), future));
    }

    @Test
    void eventsInOrderAreBelieved() {
        assertThat(line("a", 1, 0, false)).isEqualTo(new ChainClock.Time(Optional.of(START), Optional.empty()));
        assertThat(line("a", 2, 5, false).at()).contains(START.plusSeconds(300));
    }

    @Test
    void anHourBackIsToleratedAndAMinuteMoreIsBackDated() {
        line("a", 1, 100, false);
        assertThat(line("a", 2, 40, false).behind()).isEmpty();
        line("b", 3, 100, false);
        assertThat(line("b", 4, 39, false).behind()).contains(Duration.ofMinutes(61));
        assertThat(line("b", 5, 40, false).behind())
                .as("only the step back is told")
                .isEmpty();
    }

    @Test
    void whatIsFromTheFutureHappenedWhenTheLastBelievedEventDid() {
        line("a", 1, 10, false);
        assertThat(line("a", 2, 99_999, true).at()).contains(START.plusSeconds(600));
        assertThat(line("a", 3, 99_999, true).at()).contains(START.plusSeconds(600));
        assertThat(line("a", 4, 20, false).behind()).isEmpty();
        assertThat(line("a", 5, -200, false).behind()).isPresent();
    }

    @Test
    void aFutureEventWithNothingBeforeItHasNoTime() {
        assertThat(line("a", 7, 99_999, true).at()).isEmpty();
    }

    @Test
    void overAGapNobodyIsCalledBackDated() {
        line("a", 1, 1_000, false);
        assertThat(line("a", 9, 0, false).behind()).isEmpty();
    }

    @Test
    void eachBranchOfAForkHasItsOwnTime() {
        line("a", 1, 0, false);
        clock.next(new ChainClock.Line(2, head("a", 2), head("a", 1), START.plusSeconds(60 * 1_000), false));
        clock.next(new ChainClock.Line(2, head("b", 2), head("a", 1), START.plusSeconds(60), false));
        assertThat(line("a", 3, 1_001, false).behind()).isEmpty();
        assertThat(line("b", 3, 2, false).behind()).isEmpty();
        assertThat(line("a", 4, 3, false).behind()).isPresent();
    }
}
