package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.host.systemd.Listener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VigilTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private volatile String text = "first";
    private volatile Optional<String> trouble = Optional.empty();

    @BeforeEach
    void catchTheLog() {
        ApplianceLog.install(new PrintStream(log, true, StandardCharsets.US_ASCII), true);
    }

    @AfterEach
    void giveTheLogBack() {
        ApplianceLog.install(System.err, false);
    }

    private Vigil begin(Path socket, String watchdogMicros) {
        return Vigil.begin(Map.of("NOTIFY_SOCKET", socket.toString(), "WATCHDOG_USEC", watchdogMicros));
    }

    @Test
    void aStartMayTakeItsTimeAndEndsWithReady() throws IOException {
        Path socket = folder.resolve("n");
        try (Listener manager = Listener.at(socket)) {
            Vigil vigil = begin(socket, "60000000");
            assertThat(manager.next()).isEqualTo("EXTEND_TIMEOUT_USEC=60000000");
            vigil.ready(() -> text, () -> trouble);
            String next = manager.next();
            while (next.startsWith("EXTEND")) {
                next = manager.next();
            }
            assertThat(next).isEqualTo("READY=1\nSTATUS=first");
            assertThat(manager.next()).isEqualTo("WATCHDOG=1");
            text = "second";
            vigil.wake();
            assertThat(nextButFood(manager)).isEqualTo("STATUS=second");
            assertThat(manager.next()).isEqualTo("WATCHDOG=1");
            vigil.close();
            assertThat(nextButFood(manager)).isEqualTo("STOPPING=1\nSTATUS=stopping; applications live on");
        }
    }

    @Test
    void theWatchdogIsFedByItselfAndOnlyWhileTheDaemonIsWell() throws IOException {
        Path socket = folder.resolve("n");
        try (Listener manager = Listener.at(socket);
                Vigil vigil = begin(socket, "400000")) {
            vigil.ready(() -> text, () -> trouble);
            while (!manager.next().equals("WATCHDOG=1")) {
                // the start
            }
            assertThat(manager.next()).isEqualTo("WATCHDOG=1");
            trouble = Optional.of("sticks were last looked for 31 s ago");
            Awaitility.await()
                    .until(() -> log.toString(StandardCharsets.US_ASCII).contains("31 s ago"));
            assertThat(log.toString(StandardCharsets.US_ASCII)).startsWith("<3>the daemon does not do its work");
            trouble = Optional.empty();
            text = "well again";
            assertThat(nextButFood(manager)).isEqualTo("STATUS=well again");
            assertThat(log.toString(StandardCharsets.US_ASCII).lines())
                    .as("once each")
                    .hasSize(2)
                    .last()
                    .isEqualTo("<6>the daemon does its work again");
        }
    }

    /** Systemd ends it then, and starts it anew. */
    @Test
    void aHealthCheckThatHangsFeedsNothing() throws Exception {
        Path socket = folder.resolve("n");
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        try (Listener manager = Listener.at(socket)) {
            Vigil vigil = begin(socket, "200000");
            vigil.ready(() -> text, () -> {
                asked.countDown();
                await(hangs);
                return Optional.empty();
            });
            asked.await();
            vigil.close();
            hangs.countDown();
            String next = manager.next();
            while (next.startsWith("EXTEND")) {
                next = manager.next();
            }
            assertThat(next).isEqualTo("READY=1\nSTATUS=first");
        }
    }

    @Test
    void aReloadIsOverWhenThingsWereRead() throws IOException {
        Path socket = folder.resolve("n");
        try (Listener manager = Listener.at(socket);
                Vigil vigil = begin(socket, "60000000")) {
            vigil.ready(() -> text, () -> trouble);
            while (!manager.next().equals("WATCHDOG=1")) {
                // the start
            }
            vigil.reload(() -> text = "read");
            assertThat(nextButFood(manager)).startsWith("RELOADING=1");
            assertThat(nextButFood(manager)).isEqualTo("READY=1\nSTATUS=first");
        }
    }

    @Test
    void withoutSystemdThereIsNoVigil() {
        try (Vigil vigil = Vigil.begin(Map.of())) {
            assertThat(vigil.isKept()).isFalse();
            assertThat(vigil.watchdog()).isEmpty();
            vigil.ready(() -> text, () -> trouble);
        }
        assertThat(log.size()).isZero();
    }

    /** The watchdog may be fed at any time. */
    private static String nextButFood(Listener manager) throws IOException {
        String next = manager.next();
        while (next.equals("WATCHDOG=1")) {
            next = manager.next();
        }
        return next;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
