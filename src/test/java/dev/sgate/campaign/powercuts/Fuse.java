package dev.sgate.campaign.powercuts;

import dev.sgate.campaign.oracle.StickOracle;
import dev.sgate.campaign.oracle.Truth;
import dev.sgate.campaign.site.Daemon;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Blows at the chosen moment of a daemon's run, and tells the truth what was said until then. A line that is read when the power is gone
 * does not count: nobody could have seen it. One for each run; safe for use by several threads.
 */
final class Fuse {
    /** What happens at the moment. */
    interface Cut {
        void now() throws IOException;
    }

    private static final ScheduledExecutorService TIMER = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "fuse");
        thread.setDaemon(true);
        return thread;
    });

    private static final long PAUSE_MILLIS = 500;

    private final Moment moment;
    private final Truth truth;
    private final StickOracle stick;
    private final Moment.Stretches stretches;
    private final Cut cut;
    private final Frozen frozen;
    private final CompletableFuture<String> blown = new CompletableFuture<>();
    private boolean armed = true;
    private boolean lit;
    private String last = "";
    private long lastNanos = System.nanoTime();

    /** @param frozen takes images on the way */
    Fuse(Moment moment, Truth truth, StickOracle stick, Moment.Stretches stretches, Cut cut, Frozen frozen) {
        this.moment = moment;
        this.truth = truth;
        this.stick = stick;
        this.stretches = stretches;
        this.cut = cut;
        this.frozen = frozen;
    }

    /** The run begins now. */
    void begin() {
        lineSaid("");
        frozen.delaysInStart(stretches).forEach(this::freezeIn);
    }

    /** The daemon said this. */
    void said(String line) {
        lineSaid(line);
    }

    private synchronized void lineSaid(String line) {
        if (!armed) {
            return;
        }
        truth.said(line);
        stick.said(line);
        learn(line);
        boolean hit = moment.line().isEmpty() ? line.isEmpty() : line.startsWith(moment.line());
        if (hit && !lit) {
            lit = true;
            light();
        } else if (line.startsWith("safe to unplug") && !lit) {
            // what was waited for did not come in this visit
            blow();
        }
        if (armed) {
            frozen.afterLine(line, truth);
            frozen.delaysAfter(line, stretches).forEach(this::freezeIn);
        }
    }

    private void learn(String line) {
        String stretch = Moment.stretchOf(line);
        if (line.isEmpty() || !stretch.isEmpty() || line.startsWith("safe to unplug")) {
            if (!line.isEmpty()) {
                stretches.learn(last, System.nanoTime() - lastNanos);
            }
            last = stretch;
            lastNanos = System.nanoTime();
        }
    }

    private void freezeIn(long nanos) {
        var unused = TIMER.schedule(this::freeze, nanos, TimeUnit.NANOSECONDS);
    }

    private synchronized void freeze() {
        if (armed) {
            frozen.take(truth, false);
        }
    }

    private void light() {
        if (moment.delayNanos() == 0) {
            blow();
        } else {
            var unused = TIMER.schedule(this::blow, moment.delayNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private synchronized void blow() {
        if (!armed) {
            return;
        }
        armed = false;
        try {
            cut.now();
            blown.complete(last);
        } catch (IOException | RuntimeException failed) {
            blown.completeExceptionally(failed);
        }
    }

    /**
     * Waits until it has blown, and blows it where nothing lit it for so long, or the daemon ended before.
     *
     * @return after which line; empty if it had to be forced
     */
    Optional<String> await(Daemon daemon, Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (daemon.isAlive() && System.nanoTime() < end) {
                try {
                    return Optional.of(blown.get(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
                } catch (TimeoutException notYet) {
                    // a daemon that ends by itself is not waited for
                }
            }
            blow();
            return Optional.empty();
        } catch (ExecutionException failed) {
            throw new IOException("the power could not be cut", failed.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
