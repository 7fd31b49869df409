package dev.sgate.cli.demo;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The appliance as a process of its own; what it says on standard error is kept, and can be waited for. */
final class DemoAppliance implements AutoCloseable {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

    private final Process process;
    private final Path log;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;

    private DemoAppliance(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.reader = Thread.ofVirtual().start(this::readLines);
    }

    /** Starts {@code sgate run} with these options and the jars that this demo runs with; what it says goes to {@code log}, too. */
    static DemoAppliance start(List<String> options, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:CompileThresholdScaling=4",
                "--enable-native-access=ALL-UNNAMED",
                "-Dsgate.home=" + System.getProperty("sgate.home", "."),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sgate.cli.Main",
                "run"));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        return new DemoAppliance(process, log);
    }

    private void readLines() {
        try (BufferedReader in = process.errorReader(StandardCharsets.UTF_8);
                BufferedWriter out = Files.newBufferedWriter(log)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write(line);
                out.newLine();
                out.flush();
                add(line);
            }
        } catch (IOException endedByUs) {
            add("(its lines ended: " + endedByUs.getMessage() + ")");
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    /** How many lines it has said: where to start looking for what comes next. */
    synchronized int mark() {
        return lines.size();
    }

    /** Waits for a line after {@code mark} that contains the text. */
    synchronized String await(String text, int mark, Duration atMost) throws StepFailed {
        long deadline = System.nanoTime() + atMost.toNanos();
        int next = mark;
        while (true) {
            for (; next < lines.size(); next++) {
                if (lines.get(next).contains(text)) {
                    return lines.get(next);
                }
            }
            long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
            StepFailed.unless(process.isAlive() && leftMillis > 0, complaint(text, mark));
            try {
                wait(Math.min(leftMillis, 200));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StepFailed("interrupted");
            }
        }
    }

    private String complaint(String text, int mark) {
        String said = String.join("\n    ", lines.subList(Math.min(mark, lines.size()), lines.size()));
        String state = process.isAlive() ? "runs" : "has ended";
        return "the appliance " + state + " and never said \"" + text + "\"; it said:\n    " + said;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            reader.join();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
