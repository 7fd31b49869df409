package dev.sgate.campaign.failpoints;

import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;

/** Counts over all workers. Safe for use by several threads. */
final class Tally {
    static final long FOR_EVER = 100_000;

    private static final long NANOS_A_MINUTE = 60_000_000_000L;
    private static final int PROGRESS = 20;

    private final PrintStream out;
    private final long end;
    private final Map<String, Long> hits = new TreeMap<>();
    private long cases;
    private long halted;
    private long twice;
    private long violated;
    private long first = -1;

    /** @param minutes after which no case is begun any more */
    Tally(PrintStream out, long minutes) {
        this.out = out;
        this.end = System.nanoTime() + minutes * NANOS_A_MINUTE;
    }

    boolean isLate() {
        return System.nanoTime() - end > 0;
    }

    synchronized void halted(Halt halt) {
        halted++;
        hits.merge(halt.point(), 1L, Long::sum);
    }

    synchronized void haltedAgain(String point) {
        twice++;
        hits.merge("in recovery: " + point, 1L, Long::sum);
    }

    /** A case is over. */
    synchronized void done(Halt halt, java.util.List<String> violations, java.util.List<String> said) {
        cases++;
        if (cases % PROGRESS == 0) {
            out.println("... " + this);
            out.flush();
        }
        if (violations.isEmpty()) {
            return;
        }
        violated++;
        if (first < 0) {
            first = cases;
        }
        violations.forEach(violation -> out.println("VIOLATION --only " + halt + ": " + violation));
        said.forEach(line -> out.println("    " + line));
    }

    synchronized boolean hasViolation() {
        return violated > 0;
    }

    /** The case that violated first, counted from 1; -1 if none did. */
    synchronized long first() {
        return first;
    }

    synchronized long cases() {
        return cases;
    }

    synchronized long violations() {
        return violated;
    }

    /** How often the daemon was halted at each point, and at which in recovery. */
    synchronized Map<String, Long> hits() {
        Map<String, Long> all = new TreeMap<>(hits);
        all.put("(halted)", halted);
        all.put("(halted once more in recovery)", twice);
        return all;
    }

    @Override
    public synchronized String toString() {
        return cases + " cases, " + halted + " halted, " + twice + " halted again in recovery, " + violated
                + " violations";
    }
}
