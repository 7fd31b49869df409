package dev.sgate.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.release.CrashHistory.Next;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CrashHistoryTest {
    private static final CrashLoopRule RULE =
            new CrashLoopRule(3, Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(3));

    private static Next ended(CrashHistory history, long seconds) {
        return history.ended(RULE, Optional.of(Duration.ofSeconds(seconds)));
    }

    private static Next again(long pauseSeconds, int shortRuns) {
        return new Next.StartAgain(Duration.ofSeconds(pauseSeconds), new CrashHistory(shortRuns));
    }

    @Test
    void soManyShortRunsInARowAreACrashLoop() {
        assertThat(ended(CrashHistory.NONE, 0)).isEqualTo(again(1, 1));
        assertThat(ended(new CrashHistory(1), 9)).isEqualTo(again(2, 2));
        assertThat(ended(new CrashHistory(2), 9)).isEqualTo(new Next.GiveUp(3));
    }

    @Test
    void aLongRunBeginsTheCountAgain() {
        assertThat(ended(new CrashHistory(2), 10)).isEqualTo(again(1, 0));
        assertThat(ended(new CrashHistory(2), 100)).isEqualTo(again(1, 0));
    }

    @Test
    void anEndWhoseStartIsNotOursIsNoEvidence() {
        assertThat(new CrashHistory(2).ended(RULE, Optional.empty())).isEqualTo(again(2, 2));
        assertThat(CrashHistory.NONE.ended(RULE, Optional.empty())).isEqualTo(again(1, 0));
    }

    @Test
    void pausesDoubleAndStayWithinTheirLimit() {
        CrashLoopRule patient =
                new CrashLoopRule(100, Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(60));
        List<Long> pauses = new ArrayList<>();
        CrashHistory history = CrashHistory.NONE;
        for (int run = 0; run < 9; run++) {
            Next.StartAgain next = (Next.StartAgain) history.ended(patient, Optional.of(Duration.ZERO));
            pauses.add(next.pause().toSeconds());
            history = next.history();
        }
        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void theDefaultGivesUpAfterFiveAndWithinTwentySeconds() {
        CrashHistory history = CrashHistory.NONE;
        Duration all = Duration.ZERO;
        Next next = history.ended(CrashLoopRule.DEFAULT, Optional.empty());
        while (next instanceof Next.StartAgain(Duration pause, CrashHistory after)) {
            all = all.plus(pause);
            next = after.ended(CrashLoopRule.DEFAULT, Optional.of(Duration.ZERO));
        }
        assertThat(next).isEqualTo(new Next.GiveUp(5));
        assertThat(all).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aRuleThatGivesUpBeforeTheFirstRunIsAMistake() {
        assertThatThrownBy(() -> new CrashLoopRule(0, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
