package dev.sgate.appliance;

import dev.sgate.host.systemd.ServiceNotices;
import dev.sgate.station.LogEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps the systemd that runs this daemon informed: that it is still starting, that it is ready, what it does, and, as long as it is
 * well, that it lives. On a thread of its own, which does nothing else and loads the library for it beside the start. Without
 * systemd it does nothing at all.
 */
final class Vigil implements AutoCloseable {
    /** Of each more that a start is allowed: taking up an install that was cut off may last as long as its health check. */
    private static final Duration MORE = Duration.ofSeconds(60);

    private static final Duration STARTING_MAX = Duration.ofMinutes(70);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration LAST_WORD = Duration.ofSeconds(1);

    private final Map<String, String> environment;
    private final Thread thread = Thread.ofPlatform().daemon().name("vigil").unstarted(this::keep);
    private final long begunNanos = System.nanoTime();
    private Optional<ServiceNotices> notices = Optional.empty();
    private Optional<Watched> watched = Optional.empty();
    private String told = "";
    private String trouble = "";
    private boolean ready;
    private boolean ending;
    private boolean woken;

    /** What there is to tell once the start is over. */
    private record Watched(Supplier<String> text, Supplier<Optional<String>> trouble) {}

    private Vigil(Map<String, String> environment) {
        this.environment = environment;
    }

    /** @param environment of this process, as systemd made it */
    static Vigil begin(Map<String, String> environment) {
        Vigil vigil = new Vigil(environment);
        if (vigil.isKept()) {
            vigil.thread.start();
        }
        return vigil;
    }

    /** Whether there is a systemd to tell. */
    boolean isKept() {
        return ServiceNotices.areWanted(environment);
    }

    /** How long the daemon may be silent before systemd ends it; empty where it does not. */
    synchronized Optional<Duration> watchdog() {
        return notices.flatMap(ServiceNotices::watchdog);
    }

    /**
     * The start is over. Both are asked on the vigil's thread: where one of them hangs, the watchdog is not fed.
     *
     * @param text what `systemctl status` shows
     * @param health why the daemon does not do its work; empty while it does
     */
    synchronized void ready(Supplier<String> text, Supplier<Optional<String>> health) {
        watched = Optional.of(new Watched(text, health));
        wake();
    }

    /** There is something new to tell. */
    synchronized void wake() {
        woken = true;
        notifyAll();
    }

    /** Reads something again, and lets `systemctl reload` wait for it. */
    void reload(Runnable reading) {
        Optional<ServiceNotices> to = opened();
        to.ifPresent(ServiceNotices::reloading);
        try {
            reading.run();
        } finally {
            to.ifPresent(notice -> notice.ready(lastTold()));
        }
    }

    private void keep() {
        try (ServiceNotices opened = ServiceNotices.open(environment)) {
            open(opened);
            while (!isEnding()) {
                tell(opened);
                pause();
            }
            opened.stopping("stopping; applications live on");
        } catch (IOException cannot) {
            LogLine.of(
                            LogEvent.NOT_HEALTHY,
                            "systemd cannot be told how this daemon does; it will end it as if it hung")
                    .with("why", cannot)
                    .with("next", "reinstall the package, and see that /tmp of the service can be written to")
                    .alarm();
        }
    }

    private void tell(ServiceNotices to) {
        Optional<Watched> now = watchedNow();
        if (now.isEmpty()) {
            if (System.nanoTime() - begunNanos < STARTING_MAX.toNanos()) {
                to.needs(MORE);
            }
            return;
        }
        if (isWell(now.get())) {
            tellText(to, now.get().text().get());
            to.alive();
        }
    }

    private boolean isWell(Watched now) {
        String found = now.trouble().get().orElse("");
        if (!found.isEmpty() && trouble.isEmpty()) {
            LogLine.of(LogEvent.NOT_HEALTHY, "the daemon does not do its work; systemd starts it anew unless that ends")
                    .with("why", found)
                    .with("next", "nothing; if it comes again, look at the disk of the state folder: sgate doctor")
                    .alarm();
        } else if (found.isEmpty() && !trouble.isEmpty()) {
            LogLine.of(LogEvent.WORKS_AGAIN, "the daemon does its work again").tell();
        }
        trouble = found;
        return found.isEmpty();
    }

    private synchronized void tellText(ServiceNotices to, String text) {
        if (!ready) {
            to.ready(text);
        } else if (!text.equals(told)) {
            to.status(text);
        }
        ready = true;
        told = text;
    }

    private synchronized void open(ServiceNotices opened) {
        notices = Optional.of(opened);
    }

    private synchronized Optional<ServiceNotices> opened() {
        return notices;
    }

    private synchronized Optional<Watched> watchedNow() {
        return watched;
    }

    private synchronized String lastTold() {
        return told;
    }

    private synchronized boolean isEnding() {
        return ending;
    }

    /** Until something is new, and at most a quarter of the watchdog's patience. */
    @SuppressWarnings("WaitNotInLoop")
    private synchronized void pause() {
        Duration quarter = watchdog().map(patience -> patience.dividedBy(4)).orElse(LONGEST_PAUSE);
        Duration pause = quarter.compareTo(LONGEST_PAUSE) < 0 ? quarter : LONGEST_PAUSE;
        try {
            if (!woken && !ending) {
                wait(Math.max(1, pause.toMillis()));
            }
            woken = false;
        } catch (InterruptedException ended) {
            ending = true;
        }
    }

    /** Says that the end has begun. */
    @Override
    public void close() {
        synchronized (this) {
            ending = true;
            notifyAll();
        }
        try {
            if (isKept()) {
                thread.join(LAST_WORD);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
