package dev.sgate.host;

import dev.sgate.seal.Evidence;
import dev.sgate.station.Supervisor.Health;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Waits for a probe to find the application healthy, for the application to end, or for the time to be over. */
final class HealthWatch {
    private static final long PAUSE_MILLIS = 100;
    private static final int SIGNAL_BASE = 128;

    /** Whether the very process is still there. */
    interface Alive {
        boolean isRunning() throws IOException;
    }

    private final Alive application;
    private final Optional<Process> child;
    private final long began = System.nanoTime();

    /** @param child the process, if we started it ourselves: only then is its exit code known */
    HealthWatch(Alive application, Optional<Process> child) {
        this.application = application;
        this.child = child;
    }

    Health await(Duration timeout, HealthProbe probe) throws IOException, InterruptedException {
        Duration limit = probe.limit(timeout);
        HealthProbe.Answer answer = new HealthProbe.Answer(false, "not looked at");
        while (true) {
            Duration left = limit.minus(since());
            if (!application.isRunning()) {
                return new Health.Unhealthy(howItEnded(evidence(probe)));
            }
            if (!left.isPositive()) {
                return new Health.Unhealthy(evidence(probe).and("seen", answer.seen()));
            }
            answer = probe.look(since(), left);
            // Asked once more: an answer may have come from something else when the application is no longer there.
            if (answer.healthy() && application.isRunning()) {
                return new Health.Healthy();
            }
            pause();
        }
    }

    private Duration since() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private Evidence evidence(HealthProbe probe) {
        return Evidence.of("check", probe.kind()).and("afterSeconds", since().toSeconds());
    }

    private Evidence howItEnded(Evidence evidence) throws InterruptedException {
        boolean known = child.isPresent() && child.get().waitFor(1, TimeUnit.SECONDS);
        return howItEnded(evidence.and("seen", "ended"), child.filter(ended -> known));
    }

    /** With the exit code of a child of ours that has ended. */
    static Evidence howItEnded(Evidence evidence, Optional<Process> child) {
        if (child.filter(process -> !process.isAlive()).isEmpty()) {
            return evidence;
        }
        int code = child.get().exitValue();
        Evidence ended = evidence.and("exitCode", code);
        // As a shell would: a process that exits with such a code by itself looks the same.
        return code > SIGNAL_BASE ? ended.and("signal", code - SIGNAL_BASE) : ended;
    }

    /** A pause that ends at once when our child does. */
    private void pause() throws InterruptedException {
        if (child.isPresent() && child.get().isAlive()) {
            child.get().waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }
}
