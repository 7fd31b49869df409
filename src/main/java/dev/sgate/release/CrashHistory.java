package dev.sgate.release;

import java.time.Duration;
import java.util.Optional;

/**
 * How often a committed release has ended shortly after its start, one run after the other. Kept in memory alone: losing power or
 * stopping the box is never evidence, so each start of the appliance begins with {@link #NONE}.
 *
 * @param shortRuns since the last long run
 */
public record CrashHistory(int shortRuns) {
    public static final CrashHistory NONE = new CrashHistory(0);

    /** What follows from an end. */
    public sealed interface Next {
        /** It is started again after a pause. */
        record StartAgain(Duration pause, CrashHistory history) implements Next {}

        /** It is a crash loop: the release is not started again. */
        record GiveUp(int shortRuns) implements Next {}
    }

    /**
     * The application ended by itself.
     *
     * @param lasted from its start to its end; empty where somebody else started it, or our own machine could not: no evidence
     */
    public Next ended(CrashLoopRule rule, Optional<Duration> lasted) {
        int runs = lasted.map(run -> run.compareTo(rule.shortRun()) < 0 ? shortRuns + 1 : 0)
                .orElse(shortRuns);
        return runs >= rule.shortRuns()
                ? new Next.GiveUp(runs)
                : new Next.StartAgain(rule.pauseAfter(runs), new CrashHistory(runs));
    }
}
