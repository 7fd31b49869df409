package dev.sgate.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sgate.release.HealthCheck;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: applications are small scripts. */
@Timeout(90)
class ProcessSupervisorIT {
    private static final String APP = "widget";
    private static final String FOLDER = "1.0.0-00000001";
    private static final List<String> COMMAND = List.of("app", "two words", "$(id)", "*");
    private static final HealthCheck ALIVE = new HealthCheck.Alive(Duration.ofSeconds(1), Duration.ofSeconds(30));
    private static final String HEALTHY = "exec sleep 300";

    @TempDir
    Path state;

    private ProcessSupervisor supervisor;

    @BeforeEach
    void makeSupervisor() {
        supervisor = new ProcessSupervisor(state, Duration.ofMillis(500));
    }

    @AfterEach
    void leaveNothingRunning() throws IOException {
        supervisor.stop(APP);
    }

    private void release(String script) throws IOException {
        program("app", script);
    }

    private void program(String name, String script) throws IOException {
        Path folder = Files.createDirectories(
                state.resolve("apps").resolve(APP).resolve("releases").resolve(FOLDER));
        Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Running start() throws IOException {
        return supervisor.start(APP, FOLDER, COMMAND);
    }

    private Path output() {
        return state.resolve("apps").resolve(APP).resolve("output.log");
    }

    private static boolean isRunning(long pid) throws IOException {
        return ProcessStat.find(pid).filter(ProcessStat::isRunning).isPresent();
    }

    private static String evidence(Health health) {
        return ((Health.Unhealthy) health).evidence().oneLine();
    }

    @Test
    void anApplicationThatWorksKeepsRunning() throws Exception {
        release(HEALTHY);
        Running running = start();

        assertThat(supervisor.check(running, ALIVE)).isEqualTo(new Health.Healthy());
        assertThat(supervisor.find(APP)).contains(running);
        assertThat(running.folder()).isEqualTo(FOLDER);

        supervisor.stop(APP);
        assertThat(supervisor.find(APP)).isEmpty();
        assertThat(isRunning(running.pid())).isFalse();
        supervisor.stop(APP);
    }

    @Test
    void itHasASessionOfItsOwnAndASmallEnvironment() throws Exception {
        release("env | sort; pwd; printf '<%s>' \"$0\" \"$@\"; echo; ls -l /proc/self/fd/0; " + HEALTHY);
        Running running = start();
        await().until(() -> Files.readString(output()).contains("/dev/null"));

        assertThat(ProcessStat.find(running.pid()))
                .hasValueSatisfying(stat -> assertThat(stat.session()).isEqualTo(running.pid()));
        Path folder = state.resolve("apps/widget/releases").resolve(FOLDER);
        assertThat(Files.readString(output()))
                .contains("<" + folder.resolve("app") + "><two words><$(id)><*>")
                .contains("SGATE_APP=widget\n", "SGATE_VERSION=1.0.0\n", "LANG=C.UTF-8\n", "PWD=" + folder + "\n")
                .contains("HOME=" + state.resolve("apps/widget/home"))
                .doesNotContain("MAVEN", "JAVA", "USER=");
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
            assertThat(supervisor.find(APP)).isEmpty();
        }
    }

    @Test
    void aProgramThatCannotBeRunIsUnhealthy() throws Exception {
        release("");
        Files.writeString(
                state.resolve("apps/widget/releases").resolve(FOLDER).resolve("app"), "#!/no/such/interpreter\n");

        assertThat(evidence(supervisor.check(start(), ALIVE))).contains("seen=ended", "exitCode=12");
    }

    @Test
    void anApplicationThatIgnoresTermIsKilledWithItsChildren() throws Exception {
        release("trap '' TERM; sleep 301 & echo $!; wait; while :; do sleep 1; done");
        Running running = start();
        await().until(() -> Files.readString(output()).endsWith("\n"));
        long child = Long.parseLong(Files.readString(output()).strip());
        assertThat(isRunning(child)).isTrue();

        supervisor.stop(APP);

        assertThat(isRunning(running.pid())).isFalse();
        assertThat(isRunning(child)).isFalse();
    }

    @Test
    void anApplicationThatForksAwayIsUnhealthyAndItsChildIsStopped() throws Exception {
        release("sleep 302 & echo $!");
        Running running = start();

        assertThat(evidence(supervisor.check(running, ALIVE))).contains("seen=ended");
        long child = Long.parseLong(Files.readString(output()).strip());
        assertThat(isRunning(child)).isTrue();

        supervisor.stop(APP);
        assertThat(isRunning(child)).isFalse();
    }

    @Test
    void aChildThatDaemonizesTwiceIsStoppedToo() throws Exception {
        release("setsid sh -c 'setsid sleep 303 & echo $! >../../child' & " + HEALTHY);
        start();
        Path child = state.resolve("apps/widget/child");
        await().until(() -> Files.exists(child) && Files.readString(child).endsWith("\n"));
        long pid = Long.parseLong(Files.readString(child).strip());
        assertThat(isRunning(pid)).isTrue();

        supervisor.stop(APP);
        assertThat(isRunning(pid)).isFalse();
    }

    @Test
    void oneWhoseRecordIsLostIsStoppedBeforeItIsStartedAgain() throws Exception {
        release(HEALTHY);
        Running first = start();
        Files.delete(state.resolve("apps/widget/running"));
        assertThat(supervisor.find(APP)).isEmpty();

        Running second = start();
        assertThat(isRunning(first.pid())).isFalse();
        assertThat(supervisor.find(APP)).contains(second);
    }

    @Test
    void itIsNotStartedTwice() throws Exception {
        release("echo started; " + HEALTHY);
        Running running = start();

        assertThatThrownBy(this::start).isInstanceOf(IllegalStateException.class);
        assertThat(supervisor.find(APP)).contains(running);
    }

    @Test
    void whatItPrintsIsKeptWithinBoundsWhileItRuns() throws Exception {
        release("head -c 17000000 /dev/zero; echo first; while [ ! -e ../../go ]; do sleep 0.1; done; echo second; "
                + HEALTHY);
        start();
        await().until(() -> Files.size(output()) > 17_000_000);

        supervisor.boundOutput();
        assertThat(output()).isEmptyFile();
        Files.createFile(state.resolve("apps/widget/go"));
        await().until(() -> Files.size(output()) > 0);

        assertThat(output()).hasContent("second");
        Path before = output().resolveSibling("output.log.1");
        assertThat(before).hasSize(16 << 20);
        supervisor.stop(APP);
        start();
        assertThat(before).hasContent("second");
    }

    /** Two daemons, or one that was killed between starting the application and knowing of it. */
    @Test
    void ofManyStartsAtOnceOneWins() throws Exception {
        release("echo $$ >>started; " + HEALTHY);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            AppLaunch launch = new AppLaunch(new AppFolders(state));
            Callable<Process> start = () -> launch.start(APP, FOLDER, COMMAND);
            List<Future<Process>> starts = threads.invokeAll(List.of(start, start, start, start));
            List<String> failures = new ArrayList<>();
            for (Future<Process> one : starts) {
                try {
                    one.get();
                } catch (ExecutionException e) {
                    failures.add(String.valueOf(e.getMessage()));
                }
            }

            assertThat(failures).hasSize(3).allMatch(failure -> failure.contains("exit code 75"));
            Path started = state.resolve("apps/widget/releases").resolve(FOLDER).resolve("started");
            await().until(() -> Files.exists(started));
            assertThat(Files.readAllLines(started)).hasSize(1);
            assertThat(supervisor.find(APP)).isPresent();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void itOutlivesTheDaemonAndIsFoundAgain() throws Exception {
        release(HEALTHY);
        Process daemon = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DaemonThatDies.class.getName(),
                        state.toString())
                .inheritIO()
                .start();
        assertThat(daemon.waitFor()).isEqualTo(128 + 9);

        Running found = supervisor.find(APP).orElseThrow();
        assertThat(isRunning(found.pid())).isTrue();
        assertThatThrownBy(this::start).isInstanceOf(IllegalStateException.class);
        assertThat(supervisor.check(found, ALIVE)).isEqualTo(new Health.Healthy());
        supervisor.stop(APP);
        assertThat(isRunning(found.pid())).isFalse();
    }

    /** Starts the application and is killed. */
    static final class DaemonThatDies {
        private DaemonThatDies() {}

        public static void main(String[] args) throws Exception {
            new ProcessSupervisor(Path.of(args[0]), Duration.ofSeconds(1)).start(APP, FOLDER, COMMAND);
            ProcessHandle self = ProcessHandle.current();
            LoopVolume.run("sh", "-c", "kill -9 " + self.pid());
        }
    }

    @Test
    void aRecordOfAnotherBootOrAnotherProcessIsNobody() throws Exception {
        release(HEALTHY);
        Running running = start();
        Path record = state.resolve("apps/widget/running");
        String line = Files.readString(record);

        for (String other : List.of(
                line.replaceFirst(" [0-9]+ ", " 1 "),
                line.replaceFirst("[0-9a-f]{8}-", "00000000-"),
                line.strip(),
                "",
                "\0")) {
            Files.writeString(record, other);
            assertThat(supervisor.find(APP)).as(other).isEmpty();
            assertThat(isRunning(running.pid())).isTrue();
        }
        Files.writeString(record, line);
        assertThat(supervisor.find(APP)).contains(running);
    }

    @Test
    void aCommandOfTheReleaseDecides() throws Exception {
        release("sleep 0.5; touch ready; " + HEALTHY);
        program("probe", "test -e ready");
        Running running = start();

        HealthCheck ready = new HealthCheck.Command(List.of("probe"), Duration.ofSeconds(30));
        assertThat(supervisor.check(running, ready)).isEqualTo(new Health.Healthy());

        program("probe", "sleep 303");
        HealthCheck hanging = new HealthCheck.Command(List.of("probe"), Duration.ofSeconds(1));
        assertThat(evidence(supervisor.check(running, hanging))).contains("check=command", "did not end");
        HealthCheck missing = new HealthCheck.Command(List.of("missing"), Duration.ofSeconds(1));
        assertThat(evidence(supervisor.check(running, missing))).contains("cannot be run");
        assertThat(supervisor.find(APP)).contains(running);
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
    void aUnitThatIsNotThereIsUnhealthy() throws Exception {
        release(HEALTHY);

        assertThat(evidence(supervisor.check(start(), new HealthCheck.UnitActive(Duration.ofSeconds(1)))))
                .contains("check=unit");
    }

    @Test
    void onlyProgramsOfTheReleaseAreRun() throws Exception {
        release(HEALTHY);
        for (String program : List.of("../../../evil", "/bin/sh")) {
            assertThatThrownBy(() -> supervisor.start(APP, FOLDER, List.of(program)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(supervisor.find(APP)).isEmpty();
    }
}
