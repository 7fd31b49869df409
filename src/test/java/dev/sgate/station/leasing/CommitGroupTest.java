package dev.sgate.station.leasing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sgate.seal.Keyring;
import dev.sgate.station.MemoryLedger;
import dev.sgate.station.leasing.CommitGroup.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who waits together is committed together, holders before newcomers, and nobody waits for ever. */
class CommitGroupTest {
    private static final LeaseAnswer ANSWER = new LeaseAnswer.Released();

    private final MemoryLedger ledger = new MemoryLedger();
    private final CommitGroup group = new CommitGroup(
            ledger,
            draft -> new Moment(draft, ledger, Instant.EPOCH, List.of(), Keyring.nothing("none"), Duration.ofDays(30)));
    private final List<String> decided = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);
    private final List<Thread> clients = new ArrayList<>();

    @Test
    void whoHasASeatIsServedBeforeAHundredThatWantOne() throws Exception {
        askBlocked();
        for (int i = 0; i < 100; i++) {
            ask(Urgency.NEWCOMER, "newcomer " + i);
        }
        ask(Urgency.HOLDER, "holder");
        letGo();

        assertThat(decided).hasSize(102).startsWith("first", "holder", "newcomer 0");
        assertThat(decided)
                .filteredOn(name -> name.startsWith("newcomer"))
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(i -> "newcomer " + i).toList());
        assertThat(ledger.commits()).isEqualTo(3);
    }

    @Test
    void whoWantsASeatIsServedAlthoughHoldersKeepAsking() throws Exception {
        askBlocked();
        for (int i = 0; i < 100; i++) {
            ask(Urgency.HOLDER, "holder " + i);
        }
        ask(Urgency.NEWCOMER, "newcomer");
        letGo();

        assertThat(decided.indexOf("newcomer")).isLessThanOrEqualTo(49);
        assertThat(decided).hasSize(102);
    }

    @Test
    void whatOneBreaksIsItsOwn() throws Exception {
        askBlocked();
        AtomicInteger broken = new AtomicInteger();
        List<Throwable> told = Collections.synchronizedList(new ArrayList<>());
        start(() -> told.add(catchFrom(() -> group.ask(Urgency.HOLDER, moment -> {
            broken.incrementAndGet();
            throw new IllegalArgumentException("no");
        }))));
        ask(Urgency.HOLDER, "other");
        letGo();

        assertThat(broken).hasValue(2);
        assertThat(told).singleElement().satisfies(failed -> assertThat(failed).hasRootCauseMessage("no"));
        assertThat(decided).contains("other");
    }

    /** An error of the machine ends the thread it met; those who waited with it are told, and the next are served. */
    @Test
    void anErrorLeavesNobodyWaiting() throws Exception {
        askBlocked();
        List<Throwable> told = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 3; i++) {
            start(() -> told.add(catchFrom(() -> group.ask(Urgency.HOLDER, moment -> {
                throw new StackOverflowError("deep");
            }))));
        }
        letGo();

        assertThat(told).hasSize(3);
        assertThat(group.ask(Urgency.NEWCOMER, moment -> () -> ANSWER)).isEqualTo(ANSWER);
    }

    private static Throwable catchFrom(Runnable work) {
        try {
            work.run();
        } catch (IllegalStateException | StackOverflowError told) {
            return told;
        }
        throw new AssertionError("it was served");
    }

    /** One that is being served until {@link #letGo}, so that all others wait together. */
    private void askBlocked() {
        start(() -> group.ask(Urgency.HOLDER, moment -> {
            decided.add("first");
            awaitLetGo();
            return () -> ANSWER;
        }));
    }

    private void awaitLetGo() {
        try {
            firstMayEnd.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void ask(Urgency urgency, String name) {
        start(() -> group.ask(urgency, moment -> {
            decided.add(name);
            return () -> ANSWER;
        }));
    }

    private void start(Runnable work) {
        Thread client = Thread.ofPlatform().daemon().start(work);
        clients.add(client);
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> client.getState() == Thread.State.WAITING);
    }

    private void letGo() throws InterruptedException {
        firstMayEnd.countDown();
        for (Thread client : clients) {
            assertThat(client.join(Duration.ofSeconds(20))).isTrue();
        }
    }
}
