package dev.sgate.station;

/** Lines for site IT about what is no outcome of a file (port): the appliance writes them to its log. */
@FunctionalInterface
public interface Announcements {
    /**
     * One matter in three short sentences.
     *
     * @param event what kind of matter it is
     * @param what what happened
     * @param why the reason, as far as it is known
     * @param next what happens next, or what site IT does
     */
    void announce(LogEvent event, String what, String why, String next);
}
