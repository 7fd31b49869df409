package dev.sgate.campaign.syscalls;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts over all workers. Safe for use by several threads. */
final class Tally {
    static final long FOR_EVER = 100_000;

    private static final long NANOS_A_MINUTE = 60_000_000_000L;
    private static final int PROGRESS = 50;

    private final PrintStream out;
    private final long end;
    private final Map<String, Long> hits = new TreeMap<>();
    private long points;
    private long violated;
    private long first = -1;

    /** @param minutes after which no point is begun any more */
    Tally(PrintStream out, long minutes) {
        this.out = out;
        this.end = System.nanoTime() + minutes * NANOS_A_MINUTE;
    }

    boolean isLate() {
        return System.nanoTime() - end > 0;
    }

    /** One point of a sweep was hit. */
    synchronized void point(String sweep, String what, List<String> violations, List<String> said) {
        points++;
        if (points % PROGRESS == 0) {
            out.println("... " + this);
            out.flush();
        }
        hits.merge(sweep, 1L, Long::sum);
        if (violations.isEmpty()) {
            return;
        }
        violated++;
        first = first < 0 ? points : first;
        violations.forEach(violation -> out.println("VIOLATION --only " + what + ": " + violation));
        said.forEach(line -> out.println("    " + line));
        out.flush();
    }

    synchronized long points() {
        return points;
    }

    synchronized long violations() {
        return violated;
    }

    /** The point that violated first, counted from 1; -1 if none did. */
    synchronized long first() {
        return first;
    }

    synchronized Map<String, Long> hits() {
        return new TreeMap<>(hits);
    }

    @Override
    public synchronized String toString() {
        return points + " points, " + violated + " violations";
    }
}
