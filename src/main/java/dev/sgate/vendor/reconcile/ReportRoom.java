package dev.sgate.vendor.reconcile;

/**
 * How much memory the things that a report lists one by one may still take, over all files of a run. What has no room is counted and
 * not listed; the ledger has all of it.
 */
final class ReportRoom {
    static final long BYTES = 16L << 20;

    private long left;

    ReportRoom(long bytes) {
        this.left = bytes;
    }

    /** Whether there was room for so many bytes. */
    boolean take(long bytes) {
        boolean fits = bytes <= left;
        left -= fits ? bytes : 0;
        return fits;
    }
}
