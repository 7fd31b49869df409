package dev.sgate.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sgate.release.HealthCheck;
import dev.sgate.station.Supervisor;
import dev.sgate.station.Supervisor.Health;
import dev.sgate.station.Supervisor.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Applications as units of a real systemd. Runs as user {@code sgate} on a machine that has the units of {@code systemd/}, its
 * polkit rule and its state in {@code /var/lib/sgate}: {@code appliance-image/systemd-test} makes such a one and runs this in it.
 */
class SystemdSupervisorInside extends SupervisorContract {
    private static final Path STATE = Path.of("/var/lib/sgate");
    private static final AtomicInteger APPS = new AtomicInteger();

    private final String app = "widget-" + ProcessHandle.current().pid() + "." + APPS.incrementAndGet();

    static SystemdSupervisor on(Path state) {
        return new SystemdSupervisor(state, Path.of("/run/sgate/ended"));
    }

    @Override
    Supervisor open() {
        return on(STATE);
    }

    @Override
    Path state() {
        return STATE;
    }

    @Override
    Path home() {
        return Path.of("/var/lib/sgate-app", app);
    }

    @Override
    String app() {
        return app;
    }

    @Override
    String printed() throws IOException {
        String text = Program.run(
                        Duration.ofSeconds(20), List.of("journalctl", "-q", "-o", "cat", "-t", "sgate-app-" + app))
                .output();
        return text.isEmpty() ? "" : text + "\n";
    }

    private String said(String script) throws IOException {
        release(script + "; echo over; " + HEALTHY);
        start();
        await().until(() -> printed().endsWith("over\n"));
        return printed();
    }

    @Test
    void itIsSomebodyElseAndSeesNothingOfTheState() throws Exception {
        Files.createDirectories(STATE.resolve("apps/other/releases/1.0.0-00000002"));
        String said = said("id -un; ls /var/lib/sgate /var/lib/sgate/apps /var/lib/sgate/apps/" + app
                + "; ls /proc | grep -c '^1$'; touch here; echo x >/var/lib/sgate/x; grep CapBnd /proc/self/status");

        assertThat(said)
                .startsWith("sgate-app\n")
                .contains("releases")
                .contains("CapBnd:\t0000000000000000", "cannot touch 'here': Read-only file system")
                .doesNotContain("other", "sgate.db", "keys", "home")
                .containsPattern("(?m)^0$");
    }

    @Test
    void theDaemonMayDoNothingElse() throws Exception {
        for (List<String> order : List.of(
                List.of("stop", "dbus.service"),
                List.of("start", "sgate-app-ended@x.service"),
                List.of("start", "sgate-app@../x.service"),
                List.of("kill", "sgate-app@x.service"),
                List.of("set-property", "sgate-app@x.service", "TasksMax=1"),
                List.of("daemon-reload"),
                List.of("mask", "--runtime", "sgate-app@x.service"))) {
            List<String> words = new java.util.ArrayList<>(List.of("systemctl", "--no-ask-password"));
            words.addAll(order);
            Program.Ended ended = Program.run(Duration.ofSeconds(30), words);
            assertThat(ended.succeeded()).as(order + ": " + ended.output()).isFalse();
        }
    }

    @Test
    void aChildThatClearsItsEnvironmentAndItsSessionIsStoppedToo() throws Exception {
        release("env -i setsid setsid sleep 304 & sleep 0.5; pgrep -f '^sleep 304'; " + HEALTHY);
        start();
        long child = printedPid();
        assertThat(isRunning(child)).isTrue();

        supervisor.stop(app());
        assertThat(isRunning(child)).isFalse();
    }

    @Test
    void itsUnitIsActive() throws Exception {
        release(HEALTHY);

        assertThat(supervisor.check(start(), new HealthCheck.UnitActive(Duration.ofSeconds(20))))
                .isEqualTo(new Health.Healthy());
    }

    @Test
    void nobodyStartsItByHandOnceItWasStopped() throws Exception {
        release(HEALTHY);
        start();
        supervisor.stop(app());

        Units units = new Units(Duration.ofSeconds(30));
        assertThatThrownBy(() -> units.start(SystemdSupervisor.unit(app()))).isInstanceOf(IOException.class);
        assertThat(supervisor.find(app())).isEmpty();
        assertThat(open().find(app())).isEmpty();
    }

    @Test
    void oneThatSomebodyRestartedIsFound() throws Exception {
        release(HEALTHY);
        Running first = start();

        Program.run(Duration.ofSeconds(30), List.of("systemctl", "restart", SystemdSupervisor.unit(app())));

        Running second = supervisor.find(app()).orElseThrow();
        assertThat(second.pid()).isNotEqualTo(first.pid());
        assertThat(isRunning(first.pid())).isFalse();
    }

    /** systemd has forgotten the first run by then; the note of its failure has not. */
    @Test
    void howItFailedIsNoted() throws Exception {
        release("sleep 0.3; kill -ABRT $$");
        Running running = start();
        Path note = Path.of("/run/sgate/ended").resolve(app());
        await().until(() -> Files.exists(note));
        release(HEALTHY);
        Program.run(Duration.ofSeconds(30), List.of("systemctl", "restart", SystemdSupervisor.unit(app())));

        assertThat(supervisor.ending(running).oneLine()).isEqualTo("signal=6");
    }

    /** A start that our own machine fails is no verdict on the release. */
    @Test
    void whatCannotBeStartedIsTheMachinesFault() throws Exception {
        release(HEALTHY);
        Path launch = appFolder().resolve("launch");
        Files.createDirectories(launch);
        try {
            assertThatThrownBy(this::start).isInstanceOf(IOException.class);
        } finally {
            Files.deleteIfExists(launch);
        }
        assertThat(supervisor.find(app())).isEmpty();
    }
}
