package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The appliance as a process of its own, with its log in a file. */
final class DaemonProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;

    private DaemonProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts {@code sgate run} with these words and does not wait. */
    static DaemonProcess launch(Path log, Object... words) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:CompileThresholdScaling=4",
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dsgate.home=" + Path.of("").toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run"));
        for (Object word : words) {
            line.add(word.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        return new DaemonProcess(builder.start(), log);
    }

    /** Starts {@code sgate run} and waits until it is ready. */
    static DaemonProcess start(Path log, Object... words) throws IOException {
        DaemonProcess daemon = launch(log, words);
        daemon.await("ready");
        return daemon;
    }

    long pid() {
        return process.pid();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a line with this text; fails at once if the daemon ends without it. */
    void await(String text) {
        Awaitility.await(text)
                .pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(() -> log().contains(text) || !process.isAlive());
        assertThat(log()).contains(text);
    }

    /** As the power cut does it. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Waits for its end by itself. */
    int exitStatus() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** SIGTERM; the exit status. */
    int terminate() throws InterruptedException {
        process.destroy();
        return exitStatus();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
        process.destroyForcibly();
        process.onExit().join();
    }
}
