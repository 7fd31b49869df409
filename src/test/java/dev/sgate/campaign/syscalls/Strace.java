package dev.sgate.campaign.syscalls;

import dev.sgate.campaign.site.Daemon;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code strace} on a running daemon. */
final class Strace implements AutoCloseable {
    private final Process process;

    private Strace(Process process) {
        this.process = process;
    }

    /** Attaches to all threads; returns when it has. */
    static Strace attach(Daemon daemon, List<String> options) throws IOException {
        List<String> words = new ArrayList<>(List.of("strace", "-f", "-y"));
        words.addAll(options);
        words.addAll(List.of("-p", Long.toString(daemon.pid())));
        Process process = new ProcessBuilder(words).start();
        BufferedReader said = process.errorReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        if (line == null || !line.contains("attached")) {
            throw new IOException("strace does not attach: " + line);
        }
        Thread.ofPlatform().daemon().start(() -> drain(said));
        return new Strace(process);
    }

    private static void drain(BufferedReader said) {
        try (said) {
            String line = said.readLine();
            while (line != null) {
                line = said.readLine();
            }
        } catch (IOException ended) {
            return;
        }
    }

    /** Lets the daemon go, if it is still there. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The calls that were made to fail, as it wrote them down. */
    static List<String> injected(Path log) throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains("(INJECTED)")).toList();
        }
    }

    /** Whether what failed was a line of the daemon's own: then nobody can have read it. */
    static boolean hitALine(Path log) throws IOException {
        return injected(log).stream().anyMatch(call -> call.matches("(?s).*\\bwrite\\([12]<.*"));
    }

    /** Whether the process was killed while it was watched. */
    static boolean killed(Path log) throws IOException {
        if (!Files.exists(log)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.contains("killed by SIGKILL"));
        }
    }
}
