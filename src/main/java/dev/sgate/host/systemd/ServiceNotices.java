package dev.sgate.host.systemd;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a service tells the systemd that runs it (sd_notify): that it is ready, what it does, that it is still alive. Making one loads a
 * library; there is nothing to make where nobody listens. A message that cannot be sent is lost: the manager then acts on its
 * time-outs. Safe for several threads.
 */
public final class ServiceNotices implements Closeable {
    private static final Pattern MICROSECONDS = Pattern.compile("[1-9][0-9]{0,17}");

    private final Datagrams datagrams;
    private final Optional<Duration> watchdog;

    private ServiceNotices(Datagrams datagrams, Optional<Duration> watchdog) {
        this.datagrams = datagrams;
        this.watchdog = watchdog;
    }

    /** Whether somebody listens. Loads nothing. */
    public static boolean areWanted(Map<String, String> environment) {
        String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
        return socket.startsWith("/") || socket.startsWith("@");
    }

    /**
     * Opens the way to the manager.
     *
     * @param environment as systemd set it: {@code NOTIFY_SOCKET}, {@code WATCHDOG_USEC}, {@code WATCHDOG_PID}
     */
    public static ServiceNotices open(Map<String, String> environment) throws IOException {
        String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
        return new ServiceNotices(Datagrams.to(socket), watchdog(environment));
    }

    private static Optional<Duration> watchdog(Map<String, String> environment) {
        String pid = environment.getOrDefault("WATCHDOG_PID", "");
        boolean ours = pid.isEmpty()
                || pid.equals(Long.toString(ProcessHandle.current().pid()));
        return Optional.of(environment.getOrDefault("WATCHDOG_USEC", ""))
                .filter(text -> ours && MICROSECONDS.matcher(text).matches())
                .map(text -> Duration.ofNanos(Long.parseLong(text) * 1_000));
    }

    /** How long the manager waits for {@link #alive} before it ends this process; empty where it does not. */
    public Optional<Duration> watchdog() {
        return watchdog;
    }

    /** The start is over: what comes after this service may begin. */
    public void ready(String status) {
        send("READY=1\nSTATUS=" + oneLine(status));
    }

    /** What `systemctl status` shows, in one line. */
    public void status(String text) {
        send("STATUS=" + oneLine(text));
    }

    /** Feeds the watchdog. */
    public void alive() {
        send("WATCHDOG=1");
    }

    /** The end has begun. */
    public void stopping(String status) {
        send("STOPPING=1\nSTATUS=" + oneLine(status));
    }

    /** Re-reading has begun; {@link #ready} ends it. */
    public void reloading() {
        send("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1_000);
    }

    /** The start takes longer than the unit allows: this much from now on. */
    public void needs(Duration more) {
        send("EXTEND_TIMEOUT_USEC=" + more.toNanos() / 1_000);
    }

    private void send(String message) {
        try {
            datagrams.send(message.getBytes(StandardCharsets.UTF_8));
        } catch (IOException nobodyListens) {
            // as above: its time-outs decide
        }
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ').replace('\r', ' ');
    }

    @Override
    public void close() throws IOException {
        datagrams.close();
    }
}
