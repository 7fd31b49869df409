package dev.sgate.station;

import java.time.Duration;

/**
 * Hears what is counted and timed (port). Each call is one observation; all return at once, never throw, and may come from any
 * thread. What is counted is advice for a dashboard: the journal stays the record, and a restart begins again at zero.
 *
 * <p>The names of the series and what each means to a reader stand in {@code docs/metrics.md} (C103 to C110). A tier is the one of
 * the license bundle, in any case; {@link #NO_TIER} where nothing says which license it is about.
 */
public interface Meter {
    /** The tier of what belongs to no license that is held here. */
    String NO_TIER = "none";

    /** How an offline check of a license, a lease or a cache ended (C105). */
    enum Check {
        /** Licensed, also with a warning. */
        SUCCESS,
        /** Refused for any other reason than a signature: past its end, revoked, no seat, a clock not believed, nothing held. */
        EXPIRED,
        /** What is stored no longer verifies, or is signed by a key that is no longer believed. */
        TAMPERED
    }

    /** Hears nothing, for a place where nothing is counted. */
    Meter SILENT = new Meter() {};

    /** A seat was taken that was not held before: the appliance's own at an import, or an application's at its activation. */
    default void seatTaken(String tier, Duration took) {}

    /** A license, lease or cache was checked: {@code sgate check}, or a validate of the lease service. */
    default void checked(String tier, Check result) {}

    /** How much of a grant was left when it was checked, before it was renewed; negative counts as nothing left. */
    default void graceLeft(String tier, Duration left) {}

    /**
     * A warning was given that a grant runs out.
     *
     * @param hours the threshold: 24, 12, 6 or 1 (C20)
     */
    default void graceWarning(String tier, int hours) {}

    /** The clock was compared with a site time server and stood so far off, in either direction. */
    default void clockCompared(Duration off) {}

    /** That comparison found more than the threshold of 300 s (C33): once for each tier held, {@link #NO_TIER} without a license. */
    default void clockSkewed(String tier) {}

    /** One envelope, lease or cache was verified, whatever came of it: the time for the signatures, without reading the file. */
    default void signatureVerified(Duration took) {}
}
