package dev.sgate.station;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** One install at a time. */
class InstallTurnTest {
    private final InstallTurn turn = new InstallTurn();

    private static Visit visit(int number) {
        return new Visit(new VisitId(new UUID(0, number)), VisitDriver.SAFE_MOUNT, new FakeVolume(), Instant.EPOCH);
    }

    @Test
    void theSecondVisitWaitsUntilTheFirstEndsOnAnotherThread() throws Exception {
        Visit first = visit(1);
        Visit second = visit(2);
        turn.take(first);
        turn.take(first);
        Thread waiting = Thread.ofPlatform().unstarted(() -> {
            try {
                turn.take(second);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();
        Awaitility.await().until(() -> waiting.getState() == Thread.State.WAITING);

        turn.end(second);
        assertThat(waiting.isAlive())
                .as("a turn that is not one's own does not end")
                .isTrue();
        CompletableFuture.runAsync(() -> turn.end(first)).get(5, TimeUnit.SECONDS);

        assertThat(waiting.join(Duration.ofSeconds(5))).isTrue();
        turn.end(second);
        turn.end(second);
        turn.take(first);
    }
}
