package dev.sgate.host;

import dev.sgate.seal.Evidence;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A run of a process that may be a child of ours; only then is its exit code known. */
final class ChildRun implements WatchedRun {
    private static final int SIGNAL_BASE = 128;

    /** Whether the very process is still there. */
    interface Alive {
        boolean isRunning() throws IOException;
    }

    private final Alive application;
    private final Optional<Process> child;

    ChildRun(Alive application, Optional<Process> child) {
        this.application = application;
        this.child = child;
    }

    @Override
    public boolean isRunning() throws IOException {
        return application.isRunning();
    }

    @Override
    public Evidence ending(Evidence evidence) throws InterruptedException {
        boolean known = child.isPresent() && child.get().waitFor(1, TimeUnit.SECONDS);
        return howItEnded(evidence, child.filter(ended -> known));
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
    @Override
    public void pause(Duration longest) throws InterruptedException {
        if (child.isPresent() && child.get().isAlive()) {
            child.get().waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            TimeUnit.MILLISECONDS.sleep(longest.toMillis());
        }
    }
}
