package dev.sgate.host.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newsclub.net.unix.AFUNIXSocketAddress;

class ServiceNoticesTest {
    @TempDir
    private Path folder;

    @Test
    void eachNoticeIsOneMessageAsSystemdReadsIt() throws IOException {
        Path socket = folder.resolve("notify");
        try (Listener manager = Listener.at(AFUNIXSocketAddress.of(socket));
                ServiceNotices notices = ServiceNotices.open(Map.of("NOTIFY_SOCKET", socket.toString()))) {
            notices.ready("waiting for a stick");
            notices.status("two\nlines");
            notices.alive();
            notices.stopping("ends");
            notices.needs(Duration.ofSeconds(2));
            assertThat(manager.next()).isEqualTo("READY=1\nSTATUS=waiting for a stick");
            assertThat(manager.next()).isEqualTo("STATUS=two lines");
            assertThat(manager.next()).isEqualTo("WATCHDOG=1");
            assertThat(manager.next()).isEqualTo("STOPPING=1\nSTATUS=ends");
            assertThat(manager.next()).isEqualTo("EXTEND_TIMEOUT_USEC=2000000");
        }
    }

    @Test
    void aReloadNamesTheMonotonicTime() throws IOException {
        Path socket = folder.resolve("notify");
        try (Listener manager = Listener.at(AFUNIXSocketAddress.of(socket));
                ServiceNotices notices = ServiceNotices.open(Map.of("NOTIFY_SOCKET", socket.toString()))) {
            notices.reloading();
            assertThat(manager.next()).matches("RELOADING=1\nMONOTONIC_USEC=[1-9][0-9]*");
        }
    }

    @Test
    void aSocketMayHaveANameThatIsOnNoDisk() throws IOException {
        String name = "sgate-test-" + UUID.randomUUID();
        try (Listener manager = Listener.at(AFUNIXSocketAddress.inAbstractNamespace(name));
                ServiceNotices notices = ServiceNotices.open(Map.of("NOTIFY_SOCKET", "@" + name))) {
            notices.alive();
            assertThat(manager.next()).isEqualTo("WATCHDOG=1");
        }
    }

    @Test
    void aManagerThatDoesNotListenStopsNothing() throws IOException {
        Path nobody = folder.resolve("nobody");
        try (ServiceNotices notices = ServiceNotices.open(Map.of("NOTIFY_SOCKET", nobody.toString()))) {
            assertThatCode(() -> notices.ready("x")).doesNotThrowAnyException();
        }
        assertThat(nobody).doesNotExist();
    }

    @Test
    void theWatchdogIsFedByTheProcessThatIsWatched() throws IOException {
        String socket = folder.resolve("nobody").toString();
        String own = Long.toString(ProcessHandle.current().pid());
        assertThat(watchdog(Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "30000000", "WATCHDOG_PID", own)))
                .isEqualTo("PT30S");
        assertThat(watchdog(Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "30000000")))
                .isEqualTo("PT30S");
        assertThat(watchdog(Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "1")))
                .isEqualTo("none");
        assertThat(watchdog(Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "-1")))
                .isEqualTo("none");
        assertThat(watchdog(Map.of("NOTIFY_SOCKET", socket))).isEqualTo("none");
    }

    private static String watchdog(Map<String, String> environment) throws IOException {
        try (ServiceNotices notices = ServiceNotices.open(environment)) {
            return notices.watchdog().map(Duration::toString).orElse("none");
        }
    }

    @Test
    void nobodyIsToldWhereNobodyAsked() {
        assertThat(ServiceNotices.areWanted(Map.of())).isFalse();
        assertThat(ServiceNotices.areWanted(Map.of("NOTIFY_SOCKET", "vsock:2:1")))
                .isFalse();
        assertThat(ServiceNotices.areWanted(Map.of("NOTIFY_SOCKET", "/run/x"))).isTrue();
    }
}
