package dev.sgate.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sgate.release.HealthCheck;
import dev.sgate.seal.Evidence;
import dev.sgate.station.Supervisor;
import dev.sgate.station.Supervisor.Health;
import dev.sgate.station.Supervisor.Running;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What holds of whoever runs the applications. Real processes: applications are small scripts. It is one contract, which each
 * supervisor passes whole.
 */
@Timeout(120)
abstract class SupervisorContract {
    static final String FOLDER = "1.0.0-00000001";
    static final List<String> COMMAND = List.of("app", "two words", "$(id)", "*");
    static final HealthCheck ALIVE = new HealthCheck.Alive(Duration.ofSeconds(1), Duration.ofSeconds(30));
    static final String HEALTHY = "exec sleep 300";

    Supervisor supervisor;

    /** A new one, as a daemon makes at its start. */
    abstract Supervisor open();

    /** The state folder. */
    abstract Path state();

    /** What the application printed since the test began. */
    abstract String printed() throws IOException;

    /** Its home folder. */
    abstract Path home();

    /** The application of this test. */
    String app() {
        return "widget";
    }

    @BeforeEach
    void openOne() {
        supervisor = open();
    }

    @AfterEach
    void leaveNothingRunning() throws IOException {
        supervisor.stop(app());
    }

    void release(String script) throws IOException {
        program("app", script);
    }

    void program(String name, String script) throws IOException {
        Path program =
                Files.writeString(Files.createDirectories(folder()).resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Path folder() {
        return appFolder().resolve("releases").resolve(FOLDER);
    }

    Path appFolder() {
        return state().resolve("apps").resolve(app());
    }

    Running start() throws IOException {
        return supervisor.start(app(), FOLDER, COMMAND);
    }

    /** The pid that the application printed as its one line. */
    long printedPid() {
        await().until(() -> printed().endsWith("\n"));
        try {
            return Long.parseLong(printed().strip());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static boolean isRunning(long pid) throws IOException {
        return ProcessStat.find(pid).filter(ProcessStat::isRunning).isPresent();
    }

    static String evidence(Health health) {
        return ((Health.Unhealthy) health).evidence().oneLine();
    }

    @Test
    void anApplicationThatWorksKeepsRunning() throws Exception {
        release(HEALTHY);
        Running running = start();

        assertThat(supervisor.check(running, ALIVE)).isEqualTo(new Health.Healthy());
        assertThat(supervisor.find(app())).contains(running);
        assertThat(running.folder()).isEqualTo(FOLDER);

        supervisor.stop(app());
        assertThat(supervisor.find(app())).isEmpty();
        assertThat(isRunning(running.pid())).isFalse();
        supervisor.stop(app());
    }

    @Test
    void itHasASessionOfItsOwnAndASmallEnvironment() throws Exception {
        release("env | sort; pwd; printf '<%s>' \"$0\" \"$@\"; echo; ls -l /proc/self/fd/0; " + HEALTHY);
        Running running = start();
        await().until(() -> printed().contains("/dev/null"));

        assertThat(ProcessStat.find(running.pid()))
                .hasValueSatisfying(stat -> assertThat(stat.session()).isEqualTo(running.pid()));
        assertThat(printed())
                .contains("<" + folder().resolve("app") + "><two words><$(id)><*>")
                .contains("SGATE_APP=" + app() + "\n", "SGATE_VERSION=1.0.0\n", "LANG=C.UTF-8\n")
                .contains("PWD=" + folder() + "\n", "HOME=" + home() + "\n")
                .doesNotContain("MAVEN", "JAVA", "USER=", "INVOCATION_ID", "JOURNAL_STREAM");
    }

    @Test
    void itOutlivesTheDaemonAndIsFoundAgain() throws Exception {
        release(HEALTHY);
        Process daemon = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DaemonThatDies.class.getName(),
                        getClass().getName(),
                        state().toString(),
                        app())
                .inheritIO()
                .start();
        assertThat(daemon.waitFor()).isEqualTo(128 + 9);

        Running found = supervisor.find(app()).orElseThrow();
        assertThat(isRunning(found.pid())).isTrue();
        assertThatThrownBy(this::start).isInstanceOf(IllegalStateException.class);
        assertThat(supervisor.check(found, ALIVE)).isEqualTo(new Health.Healthy());
        supervisor.stop(app());
        assertThat(isRunning(found.pid())).isFalse();
    }

    /** Starts the application and is killed. */
    static final class DaemonThatDies {
        private DaemonThatDies() {}

        public static void main(String[] args) throws Exception {
            Path state = Path.of(args[1]);
            Supervisor supervisor = args[0].equals(ProcessSupervisorIT.class.getName())
                    ? new ProcessSupervisor(state, Duration.ofSeconds(1))
                    : SystemdSupervisorInside.on(state);
            supervisor.start(args[2], FOLDER, COMMAND);
            new ProcessBuilder("sh", "-c", "kill -9 " + ProcessHandle.current().pid())
                    .start()
                    .waitFor();
        }
    }

    @Test
    void anApplicationThatEndsIsUnhealthyAtOnce() throws Exception {
        for (String[] way :
                new String[][] {{"exit 0", "exitCode=0"}, {"exit 1", "exitCode=1"}, {"kill -SEGV $$", "signal=11"}}) {
            release(way[0]);
            long began = System.nanoTime();
            Health health =
                    supervisor.check(start(), new HealthCheck.Alive(Duration.ofSeconds(60), Duration.ofSeconds(60)));

            assertThat(evidence(health)).contains("check=alive", "seen=ended", way[1]);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
            assertThat(supervisor.find(app())).isEmpty();
        }
    }

    @Test
    void howItEndedIsKnownLaterToo() throws Exception {
        release("read -r line <&- || sleep 0.3; exit 7");
        Running running = start();
        await().until(() -> supervisor.find(app()).isEmpty());

        assertThat(supervisor.ending(running).oneLine()).contains("exitCode=7");
        assertThat(supervisor.ending(new Running(app(), FOLDER, 1))).isEqualTo(Evidence.none());
    }

    @Test
    void aProgramThatCannotBeRunIsUnhealthy() throws Exception {
        release("");
        Files.writeString(folder().resolve("app"), "#!/no/such/interpreter\n");

        assertThat(evidence(supervisor.check(start(), ALIVE))).contains("seen=ended", "exitCode=12");
    }

    @Test
    void anApplicationThatIgnoresTermIsKilledWithItsChildren() throws Exception {
        release("trap '' TERM; sleep 301 & echo $!; wait; while :; do sleep 1; done");
        Running running = start();
        long child = printedPid();
        assertThat(isRunning(child)).isTrue();

        supervisor.stop(app());

        assertThat(isRunning(running.pid())).isFalse();
        assertThat(isRunning(child)).isFalse();
    }

    @Test
    void anApplicationThatForksAwayIsUnhealthyAndItsChildIsStopped() throws Exception {
        release("sleep 302 & echo $!");
        Running running = start();

        assertThat(evidence(supervisor.check(running, ALIVE))).contains("seen=ended");
        long child = printedPid();
        assertThat(isRunning(child)).isTrue();

        supervisor.stop(app());
        assertThat(isRunning(child)).isFalse();
    }

    @Test
    void aChildThatDaemonizesTwiceIsStoppedToo() throws Exception {
        release("setsid sh -c 'setsid sleep 303 & echo $!' & " + HEALTHY);
        start();
        long pid = printedPid();
        assertThat(isRunning(pid)).isTrue();

        supervisor.stop(app());
        assertThat(isRunning(pid)).isFalse();
    }

    @Test
    void itIsNotStartedTwice() throws Exception {
        release("echo started; " + HEALTHY);
        Running running = start();

        assertThatThrownBy(this::start).isInstanceOf(IllegalStateException.class);
        assertThat(supervisor.find(app())).contains(running);
    }

    @Test
    void aCommandOfTheReleaseDecides() throws Exception {
        release("sleep 0.5; touch \"$HOME\"/ready; " + HEALTHY);
        program("probe", "test -e \"$HOME\"/ready");
        Running running = start();

        HealthCheck ready = new HealthCheck.Command(List.of("probe"), Duration.ofSeconds(30));
        assertThat(supervisor.check(running, ready)).isEqualTo(new Health.Healthy());

        program("probe", "sleep 303");
        HealthCheck hanging = new HealthCheck.Command(List.of("probe"), Duration.ofSeconds(1));
        assertThat(evidence(supervisor.check(running, hanging))).contains("check=command", "did not end");
        HealthCheck missing = new HealthCheck.Command(List.of("missing"), Duration.ofSeconds(5));
        assertThat(evidence(supervisor.check(running, missing))).contains("cannot be run");
        assertThat(supervisor.find(app())).contains(running);
    }

    @Test
    void anAnswerOverHttpDecides() throws Exception {
        release(HEALTHY);
        Running running = start();
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            List<String> answers = List.of("garbage\r\n", "HTTP/1.1 302 Found\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n");
            Thread.ofVirtual().start(() -> answers.forEach(answer -> answerOnce(server, answer)));
            URI url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/health?full=1");

            assertThat(supervisor.check(running, new HealthCheck.Http(url, Duration.ofSeconds(30))))
                    .isEqualTo(new Health.Healthy());
            // nobody answers any more
            assertThat(evidence(supervisor.check(running, new HealthCheck.Http(url, Duration.ofSeconds(1)))))
                    .contains("check=http", "no answer");
        }
    }

    private static void answerOnce(ServerSocket server, String answer) {
        try (Socket socket = server.accept();
                OutputStream out = socket.getOutputStream()) {
            out.write(answer.getBytes(UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void onlyProgramsOfTheReleaseAreRun() throws Exception {
        release(HEALTHY);
        for (String program : List.of("../../../evil", "/bin/sh")) {
            assertThatThrownBy(() -> supervisor.start(app(), FOLDER, List.of(program)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(supervisor.find(app())).isEmpty();
    }
}
