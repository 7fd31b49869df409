package dev.sgate.campaign.site;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The packaged daemon as a process; its lines are handed on as they come. Safe for use by several threads. */
public final class Daemon implements AutoCloseable {
    private final Process process;
    private final Thread reader;
    private final List<String> lines = new ArrayList<>();
    private boolean over;

    private Daemon(Process process, Consumer<String> onLine) {
        this.process = process;
        this.reader = Thread.ofPlatform().daemon().start(() -> read(onLine));
    }

    /** @param onLine gets each line, without its priority, on a thread of its own before anybody else does */
    static Daemon start(List<String> command, Consumer<String> onLine) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        return new Daemon(process, onLine);
    }

    private void read(Consumer<String> onLine) {
        try (BufferedReader in = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String text = line.replaceFirst("^<[0-9]>", "");
                onLine.accept(text);
                add(text);
            }
        } catch (IOException endedByUs) {
            // its lines end with it
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        over = true;
        notifyAll();
    }

    /** What it said so far. */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** The first line that fits; empty if it ended, or the time was over, without one. */
    public Optional<String> await(Predicate<String> wanted, Duration atMost) {
        return await(wanted, 0, atMost);
    }

    /** The same among the lines from this one on, counted from 0. */
    public synchronized Optional<String> await(Predicate<String> wanted, int from, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        int next = from;
        while (true) {
            for (; next < lines.size(); next++) {
                if (wanted.test(lines.get(next))) {
                    return Optional.of(lines.get(next));
                }
            }
            long left = deadline - System.nanoTime();
            if (over || left <= 0) {
                return Optional.empty();
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** Waits for its end by itself; its exit status, or empty if the time was over. 137 after a {@code halt(137)} or a SIGKILL. */
    public Optional<Integer> exitStatus(Duration atMost) throws InterruptedException {
        return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)
                ? Optional.of(process.exitValue())
                : Optional.empty();
    }

    /** SIGKILL, also to what it was started behind; returns when it is gone and all its lines were read. */
    public void kill() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        process.onExit().join();
        // under strace the daemon is a child
        children.stream().filter(Daemon::isJava).forEach(child -> {
            child.destroyForcibly();
            child.onExit().join();
        });
        joinReader();
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info().command().filter(path -> path.endsWith("/java")).isPresent();
    }

    private void joinReader() {
        try {
            // an application that it started may hold the other end open
            reader.join(Duration.ofMillis(500));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGTERM; does not wait. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /**
     * SIGTERM, and SIGKILL if it takes longer than this. Its lines are read to their end: {@code Process.destroy} would close them, and
     * what it still writes, its cache of classes among it, would fail.
     */
    public void stop(Duration atMost) throws InterruptedException {
        process.toHandle().destroy();
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
        joinReader();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
