package dev.sgate.license.lease;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a lease permits (FORMATS, "Leases"). */
public enum LeaseStatus {
    /** The application runs with its entitlements while the lease is current. */
    ACTIVE,
    /** The license has run out and the vendor's policy lets the application run on, without entitlements. */
    FALLBACK,
    /** The license has run out: the application learns it from a signature, not from a lost connection. */
    EXPIRED;

    /** The word in a lease's JSON and in its signed text. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status with this word, exactly as written. */
    public static Optional<LeaseStatus> find(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word().equals(word))
                .findFirst();
    }
}
