package dev.sgate.campaign.powercuts;

import java.io.PrintStream;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was hit, and what was found. Safe for use by several threads. */
final class Tally {
    private final PrintStream out;
    private final Duration atMost;
    private final SortedMap<String, Long> hits = new TreeMap<>();
    private final long begun = System.nanoTime();
    private long cuts;
    private long acknowledged;
    private long violations;
    private long images;
    private long imagesAcknowledged;
    private long recoveries;

    Tally(PrintStream out, Duration atMost) {
        this.out = out;
        this.atMost = atMost;
    }

    /** Whether the time for new cuts is over. */
    boolean isOver() {
        return System.nanoTime() - begun > atMost.toNanos();
    }

    /** One cut, and where it fell. */
    synchronized void hit(String where, boolean acknowledgement) {
        cuts++;
        acknowledged += acknowledgement ? 1 : 0;
        hits.merge(where, 1L, Long::sum);
    }

    /** One image that was judged at rest. */
    synchronized void image(String where, boolean acknowledgement) {
        images++;
        imagesAcknowledged += acknowledgement ? 1 : 0;
        hits.merge(where, 1L, Long::sum);
    }

    /** Something that must not be; told at once. */
    synchronized void violation(String where, String what) {
        violations++;
        out.println("violation: " + where + ": " + what);
        out.flush();
    }

    /** A line of the daemon before something that must not be. */
    synchronized void context(String line) {
        out.println("    " + line);
    }

    /** A stick came back too fast to be seen to be away. */
    synchronized void pluggedInAgain() {
        hits.merge("(sticks plugged in again, because nobody saw that they were away)", 1L, Long::sum);
    }

    /** A start was judged when it had nothing left to do. */
    synchronized void recovered() {
        recoveries++;
    }

    synchronized long cuts() {
        return cuts;
    }

    synchronized long violations() {
        return violations;
    }

    /** Each kind of hit with its count, and how many fell right after an acknowledgement. */
    synchronized SortedMap<String, Long> counts() {
        SortedMap<String, Long> counts = new TreeMap<>(hits);
        counts.put("(cuts right after an acknowledgement)", acknowledged);
        counts.put("(cuts at a moment by chance)", cuts - acknowledged);
        counts.put("(images right after an acknowledgement)", imagesAcknowledged);
        counts.put("(images at a moment by chance)", images - imagesAcknowledged);
        return counts;
    }

    @Override
    public synchronized String toString() {
        double hours = (System.nanoTime() - begun) / 3.6e12;
        return String.format(
                "%d cuts, %d violations; %d right after an acknowledgement, %d recoveries judged; %d images judged at rest;"
                        + " %.0f cuts an hour",
                cuts, violations, acknowledged, recoveries, images, cuts / hours);
    }
}
