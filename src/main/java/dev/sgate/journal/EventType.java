package dev.sgate.journal;

import java.util.Locale;

/** What an event records (FORMATS, {@code .sgsync}). A reader keeps types it does not know. */
public enum EventType {
    STARTUP,
    SHUTDOWN,
    ACTIVATION,
    DEACTIVATION,
    VALIDATION,
    RENEWAL,
    EXPIRY_CHECK,
    WARNING,
    LICENSE_IMPORTED,
    LICENSE_CONFIRMED,
    POOL_RESET,
    TRUST_UPDATED,
    UPDATE_INSTALLED,
    UPDATE_ROLLED_BACK,
    REFUSED,
    CLOCK_ANOMALY,
    EQUIVOCATION,
    JOURNAL_EXPORTED,
    JOURNAL_FORKED,
    OVER_ACTIVATION_ATTEMPT;

    /** The word on the wire, in lower case with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
