package dev.sgate.campaign.lyingstick;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what became of the sticks. For one thread. */
final class Tally {
    private static final long NANOS_A_MINUTE = 60_000_000_000L;

    private final long end;
    private final Map<String, Long> outcomes = new TreeMap<>();
    private long sticks;
    private long violated;
    private long first = -1;

    /** @param minutes after which no stick is put in any more */
    Tally(long minutes) {
        this.end = System.nanoTime() + minutes * NANOS_A_MINUTE;
    }

    boolean isLate() {
        return System.nanoTime() - end > 0;
    }

    /** This is how it ended. */
    void outcome(String what) {
        outcomes.merge(what, 1L, Long::sum);
    }

    /** One stick is done. */
    void stick(List<String> violations) {
        sticks++;
        if (!violations.isEmpty()) {
            violated++;
            first = first < 0 ? sticks : first;
        }
    }

    long sticks() {
        return sticks;
    }

    long violations() {
        return violated;
    }

    /** The stick that violated first, counted from 1; -1 if none did. */
    long first() {
        return first;
    }

    Map<String, Long> outcomes() {
        return outcomes;
    }
}
