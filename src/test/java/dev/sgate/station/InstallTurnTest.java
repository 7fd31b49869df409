package dev.sgate.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
        turn.take(first, "lamp");
        turn.take(first, "lamp");
        Thread waiting = Thread.ofPlatform().unstarted(() -> {
            try {
                turn.take(second, "lamp");
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
        turn.take(first, "lamp");
    }

    @Test
    void whatIsDoneOutsideOfInstallsIsNotDoneDuringOneOfTheSameApplication() throws Exception {
        List<String> done = new ArrayList<>();
        turn.take(visit(1), "lamp");

        assertThat(turn.outsideOfInstalls("lamp", () -> done.add("lamp"))).isFalse();
        assertThat(turn.outsideOfInstalls("lantern", () -> done.add("lantern"))).isTrue();

        turn.end(visit(1));
        assertThat(turn.outsideOfInstalls("lamp", () -> done.add("lamp"))).isTrue();
        assertThat(done).containsExactly("lantern", "lamp");
    }

    @Test
    void anInstallWaitsUntilTheApplicationIsLetGo() throws Exception {
        CompletableFuture<Void> taken = new CompletableFuture<>();
        boolean done = turn.outsideOfInstalls("lamp", () -> {
            assertThat(turn.outsideOfInstalls("lamp", () -> {})).isFalse();
            Thread.ofPlatform().start(() -> {
                try {
                    turn.take(visit(1), "lamp");
                    taken.complete(null);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            });
            assertThatThrownBy(() -> taken.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        });

        assertThat(done).isTrue();
        taken.get(5, TimeUnit.SECONDS);
    }
}
