package dev.sgate.campaign.site;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Mounts, loop devices and processes outlive a campaign that is told to end in the middle, unless somebody clears them away: what is
 * still open then is closed, the newest first, and nothing new is begun. Safe for use by several threads.
 */
final class ClearAway {
    private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(ClearAway::closeAll, "clear-away"));
    }

    private static boolean ending;

    private ClearAway() {}

    /** From now on it is closed at the latest when this process ends; fails if that has begun. */
    static synchronized void opened(AutoCloseable thing) {
        requireTime();
        OPEN.push(thing);
    }

    /** Fails if this process is ending: nothing is made any more that nobody would clear away. */
    static synchronized void requireTime() {
        if (ending) {
            throw new IllegalStateException("the campaign is ending");
        }
    }

    /** Whether it was still open. */
    static synchronized boolean closed(AutoCloseable thing) {
        return OPEN.remove(thing);
    }

    private static synchronized Deque<AutoCloseable> left() {
        ending = true;
        return new ArrayDeque<>(OPEN);
    }

    private static void closeAll() {
        for (AutoCloseable thing : left()) {
            try {
                thing.close();
            } catch (Exception stays) {
                System.err.println("left behind: " + stays.getMessage());
            }
        }
    }
}
