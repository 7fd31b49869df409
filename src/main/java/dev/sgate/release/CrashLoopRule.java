package dev.sgate.release;

import java.time.Duration;

/**
 * When a committed release that ends by itself is given up, and how long to wait before it is started again (BEHAVIOUR 4). Runs are
 * measured on the monotonic clock.
 *
 * @param shortRuns so many short runs, one after the other, are a crash loop; at least 1
 * @param shortRun a run that lasts this long is not short, and the count begins again
 * @param firstPause before the first start after an end; it doubles with each short run
 * @param longestPause and does not grow beyond this
 */
public record CrashLoopRule(int shortRuns, Duration shortRun, Duration firstPause, Duration longestPause) {
    /** Five runs of less than a minute: a release that ends at once is given up after some 16 s. */
    public static final CrashLoopRule DEFAULT =
            new CrashLoopRule(5, Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofMinutes(1));

    public CrashLoopRule {
        if (shortRuns < 1) {
            throw new IllegalArgumentException("a crash loop has at least one run");
        }
    }

    Duration pauseAfter(int runs) {
        Duration pause = firstPause;
        for (int run = 1; run < runs && pause.compareTo(longestPause) < 0; run++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
