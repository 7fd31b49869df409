package dev.sgate.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** The daemon's memory while it waits, without the lease service and with it; nobody has asked yet. */
final class ServiceMemory {
    private static final int ROUNDS = 5;
    private static final Duration SETTLES = Duration.ofSeconds(3);

    private final BenchFiles files;
    private final Path folder;

    ServiceMemory(BenchFiles files, Path folder) {
        this.files = files;
        this.folder = folder.resolve("memory");
    }

    void print(Table table) throws Exception {
        Files.createDirectories(folder.resolve("media"));
        Files.write(folder.resolve("vendor.sgtrust"), files.trustFile());
        Path none = Files.writeString(folder.resolve("none.properties"), "lease.listen =\n");
        Path some = Files.writeString(folder.resolve("some.properties"), "lease.listen = 127.0.0.1:0\n");
        double[] without = new double[ROUNDS];
        double[] with = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            without[round] = memory(none, "ready");
            with[round] = memory(some, "applications can ask");
        }
        double more = new Measured(with).median() - new Measured(without).median();
        table.beside(
                "memory at rest that the lease service adds",
                String.format(Locale.ROOT, "%.1f MB", more),
                String.format(
                        Locale.ROOT,
                        "%.1f MB with, %.1f MB without",
                        new Measured(with).median(),
                        new Measured(without).median()),
                "-",
                true);
    }

    /** Megabytes of resident memory, some seconds after the daemon said this. */
    private double memory(Path settings, String until) throws IOException, InterruptedException {
        Process daemon = StartFigures.daemon(
                "--config", settings,
                "--media", folder.resolve("media"),
                "--state", folder.resolve("state"),
                "--trust", folder.resolve("vendor.sgtrust"));
        try (BufferedReader lines = daemon.errorReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null && !line.contains(until)) {
                line = lines.readLine();
            }
            Thread.sleep(SETTLES); // nothing says when a JVM has come to rest
            return resident(daemon.pid());
        } finally {
            daemon.destroy();
            daemon.waitFor();
        }
    }

    private static double resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024 / 1e6)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the daemon is gone"));
    }
}
