package dev.sgate.station;

import dev.sgate.release.CrashHistory;
import java.time.Duration;
import java.util.Optional;

/**
 * What {@link ApplicationWatch} knows of a committed application's process. Points in time are those of the monotonic clock, in
 * nanoseconds.
 *
 * @param process the last one that was seen; empty where none was yet
 * @param startedAt empty where somebody else started it: then its end is no evidence
 * @param startAgainAt there once it has ended: when it is started again
 */
record ApplicationRun(
        String folder,
        Optional<Supervisor.Running> process,
        Optional<Long> startedAt,
        CrashHistory history,
        Optional<Long> startAgainAt) {
    /** It runs already, or should. */
    static ApplicationRun found(String folder, Optional<Supervisor.Running> process) {
        return new ApplicationRun(folder, process, Optional.empty(), CrashHistory.NONE, Optional.empty());
    }

    boolean isOf(Supervisor.Running running) {
        return process.equals(Optional.of(running));
    }

    ApplicationRun started(Supervisor.Running running, long now) {
        return new ApplicationRun(folder, Optional.of(running), Optional.of(now), history, Optional.empty());
    }

    ApplicationRun startAgain(Duration pause, CrashHistory after, long now) {
        return new ApplicationRun(folder, process, startedAt, after, Optional.of(now + pause.toNanos()));
    }

    Optional<Duration> lasted(long now) {
        return startedAt.map(start -> Duration.ofNanos(now - start));
    }

    /** Whether it is to be started again, but not yet. */
    boolean isWaiting(long now) {
        return startAgainAt.filter(due -> now - due < 0).isPresent();
    }
}
