package dev.sgate.license.cache;

import dev.sgate.license.ContactWarning;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Whether an application may run on a license cache, in the order of C69: signature, subscription, time without contact, hours left,
 * warnings, clock. All limits include their last second.
 */
public final class CacheRules {
    /** C70 */
    public static final String TAMPERED = "License signature invalid (tampered)";

    /** C71 */
    public static final String SUBSCRIPTION_EXPIRED = "License subscription expired";

    /** C72 */
    public static final String OFFLINE_EXPIRED = "Offline grace period expired - internet connection required";

    /** A clock that is further off than this is worth a remark, never more (C33, C86): 5 minutes. */
    public static final Duration CLOCK_SKEW_MAX = Duration.ofMinutes(5);

    private CacheRules() {}

    /**
     * Judges the file with these bytes.
     *
     * @param clockSkew how far the clock is from a site time server; empty where none answered, which fails nothing (C75)
     */
    public static CacheFinding judge(byte[] json, Keyring keyring, Instant now, Optional<Duration> clockSkew) {
        return switch (LicenseCache.open(json, keyring)) {
            case Verdict.Accepted<LicenseCache>(LicenseCache cache) -> judge(cache, now, clockSkew);
            case Verdict.Refused<LicenseCache>(Refusal refusal) -> refused(refusal);
        };
    }

    private static CacheFinding judge(LicenseCache cache, Instant now, Optional<Duration> clockSkew) {
        Optional<Instant> expires = time(cache.terms().expiresAt());
        Optional<Instant> offlineExpires = time(cache.terms().offlineExpiresAt());
        if (expires.isEmpty() || offlineExpires.isEmpty()) {
            return refused(Refusal.of(RefusalCode.MALFORMED, "field", "expires_at or offline_expires_at"));
        }
        if (now.isAfter(expires.get())) {
            return expired("expires_at", expires.get(), now, SUBSCRIPTION_EXPIRED);
        }
        if (now.isAfter(offlineExpires.get())) {
            return expired("offline_expires_at", offlineExpires.get(), now, OFFLINE_EXPIRED);
        }
        Duration left = Duration.between(now, offlineExpires.get());
        return new CacheFinding.Valid(
                cache, left.toHours(), ContactWarning.at(left), clockSkew.flatMap(CacheRules::advice));
    }

    private static CacheFinding expired(String limit, Instant at, Instant now, String message) {
        return new CacheFinding.Invalid(
                Refusal.of(RefusalCode.EXPIRED, limit, at).and("now", now), message);
    }

    /** What a cache is worth that could not be read or believed: trouble fails closed, and says which it was (C65, C67, C68). */
    public static CacheFinding.Invalid refused(Refusal refusal) {
        return new CacheFinding.Invalid(
                refusal,
                refusal.code() == RefusalCode.BAD_SIGNATURE
                        ? TAMPERED
                        : "License cache cannot be used: " + refusal.code().word());
    }

    private static Optional<String> advice(Duration skew) {
        return skew.abs().compareTo(CLOCK_SKEW_MAX) > 0
                ? Optional.of("The clock may be wrong by " + skew.abs().toSeconds()
                        + " seconds, which may affect the check of the license.")
                : Optional.empty();
    }

    /** ISO 8601 with an offset; a time without one is UTC. */
    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException noOffset) {
            return utc(text);
        }
    }

    private static Optional<Instant> utc(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
