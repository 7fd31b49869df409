package dev.sgate.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sgate.release.HealthCheck;
import dev.sgate.station.Supervisor;
import dev.sgate.station.Supervisor.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications as children of ours. */
class ProcessSupervisorIT extends SupervisorContract {
    @TempDir
    Path state;

    @Override
    Supervisor open() {
        return new ProcessSupervisor(state, Duration.ofMillis(500));
    }

    @Override
    Path state() {
        return state;
    }

    @Override
    Path home() {
        return appFolder().resolve("home");
    }

    @Override
    String printed() throws IOException {
        return Files.readString(output());
    }

    private Path output() {
        return appFolder().resolve("output.log");
    }

    @Test
    void oneWhoseRecordIsLostIsStoppedBeforeItIsStartedAgain() throws Exception {
        release(HEALTHY);
        Running first = start();
        Files.delete(appFolder().resolve("running"));
        assertThat(supervisor.find(app())).isEmpty();

        Running second = start();
        assertThat(isRunning(first.pid())).isFalse();
        assertThat(supervisor.find(app())).contains(second);
    }

    @Test
    void whatItPrintsIsKeptWithinBoundsWhileItRuns() throws Exception {
        release("head -c 17000000 /dev/zero; echo first; while [ ! -e ../../go ]; do sleep 0.1; done; echo second; "
                + HEALTHY);
        start();
        await().until(() -> Files.size(output()) > 17_000_000);

        ((ProcessSupervisor) supervisor).boundOutput();
        assertThat(output()).isEmptyFile();
        Files.createFile(appFolder().resolve("go"));
        await().until(() -> Files.size(output()) > 0);

        assertThat(output()).hasContent("second");
        Path before = output().resolveSibling("output.log.1");
        assertThat(before).hasSize(16 << 20);
        supervisor.stop(app());
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
            Callable<Process> start = () -> launch.start(app(), FOLDER, COMMAND);
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
            Path started = folder().resolve("started");
            await().until(() -> Files.exists(started));
            assertThat(Files.readAllLines(started)).hasSize(1);
            assertThat(supervisor.find(app())).isPresent();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aRecordOfAnotherBootOrAnotherProcessIsNobody() throws Exception {
        release(HEALTHY);
        Running running = start();
        Path record = appFolder().resolve("running");
        String line = Files.readString(record);

        for (String other : List.of(
                line.replaceFirst(" [0-9]+ ", " 1 "),
                line.replaceFirst("[0-9a-f]{8}-", "00000000-"),
                line.strip(),
                "",
                "\0")) {
            Files.writeString(record, other);
            assertThat(supervisor.find(app())).as(other).isEmpty();
            assertThat(isRunning(running.pid())).isTrue();
        }
        Files.writeString(record, line);
        assertThat(supervisor.find(app())).contains(running);
    }

    @Test
    void aUnitThatIsNotThereIsUnhealthy() throws Exception {
        release(HEALTHY);

        assertThat(evidence(supervisor.check(start(), new HealthCheck.UnitActive(Duration.ofSeconds(1)))))
                .contains("check=unit");
    }
}
