package dev.sgate.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** From the start of the process to the daemon's line "ready", beside a JVM that does nothing; no archive and no cache. */
final class StartFigures {
    private static final int ROUNDS = 7;
    private static final double AT_MOST_NANOS = 1.2e9;

    private final BenchFiles files;
    private final Path folder;

    StartFigures(BenchFiles files, Path folder) {
        this.files = files;
        this.folder = folder;
    }

    void print(Table table) throws Exception {
        Path media = Files.createDirectories(folder.resolve("media"));
        Path trust = Files.write(folder.resolve("vendor.sgtrust"), files.trustFile());
        double[] ready = new double[ROUNDS];
        double[] bare = new double[ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            double jvm = Work.wall(() -> Programs.run(java(), "-version"));
            double daemon = untilReady("--media", media, "--state", folder.resolve("daemon"), "--trust", trust);
            if (round >= 0) {
                bare[round] = jvm;
                ready[round] = daemon;
            }
        }
        Measured measured = new Measured(ready);
        table.reported("start to ready, no cache", measured, "java -version", new Measured(bare));
        table.absolute(
                "start to ready, no cache (median)", measured.millis(), "1.2 s", measured.median() <= AT_MOST_NANOS);
    }

    /** The daemon with these options, as {@code ./sgate run} starts it; its standard error is to be read. */
    static Process daemon(Object... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                java(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:CompileThresholdScaling=4",
                "--enable-native-access=ALL-UNNAMED",
                "-Dsgate.home=" + System.getProperty("sgate.home", "."),
                "-cp",
                "target/sgate.jar",
                "dev.sgate.cli.Main",
                "run"));
        Stream.of(options).map(Object::toString).forEach(command::add);
        return new ProcessBuilder(command)
                .directory(Path.of(System.getProperty("sgate.home", ".")).toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static double untilReady(Object... options) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process daemon = daemon(options);
        try (BufferedReader lines = daemon.errorReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("ready")) {
                    return System.nanoTime() - start;
                }
            }
            throw new IllegalStateException("the daemon ended with " + daemon.waitFor() + " and was never ready");
        } finally {
            daemon.destroy();
            daemon.waitFor();
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
