package dev.sgate.station;

import dev.sgate.seal.Evidence;

/** Something that somebody should know, for the log of site IT. */
public record Notice(LogEvent event, Urgency urgency, String what, String next, Evidence facts) {
    /** How soon somebody should act, from the least. */
    public enum Urgency {
        /** Good to know. */
        INFORMATION,
        /** Somebody should look at it in the next days. */
        SOON,
        /** Somebody should act today. */
        NOW
    }
}
