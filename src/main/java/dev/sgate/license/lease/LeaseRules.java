package dev.sgate.license.lease;

import dev.sgate.license.LicenseTerms;
import dev.sgate.seal.Kid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What a lease says and how long it lasts (FORMATS, "Leases"; BEHAVIOUR 5). All limits include their last second. */
public final class LeaseRules {
    /** No lease lasts longer, whatever the policy says (K7, K31). */
    public static final Duration LONGEST = Duration.ofDays(7);

    /** How long after {@code expiresAt} clients still take a lease (LEASE-PROTOCOL 4). */
    public static final Duration CLIENT_TOLERANCE = Duration.ofMinutes(5);

    /** A lease is renewed in its last 24 hours (K17). */
    public static final Duration REFRESH_WITHIN = Duration.ofDays(1);

    private static final long LONGEST_HOURS = LONGEST.toHours();

    private LeaseRules() {}

    /**
     * When a seat that is given back now may be another's: its last lease has run out, with what clients add to it. Not later than the
     * longest lease that can be given now: one that ends later was given while the clock was ahead.
     *
     * @param expiresAt of the last lease
     */
    public static Instant freeFrom(Instant expiresAt, Instant now) {
        Instant leaseOver = expiresAt.plus(CLIENT_TOLERANCE);
        Instant latest = latestFree(now);
        return leaseOver.isBefore(latest) ? leaseOver : latest;
    }

    /** When a seat that is given back now is free at the latest, whatever its lease says. */
    public static Instant latestFree(Instant now) {
        return now.plus(LONGEST).plus(CLIENT_TOLERANCE);
    }

    /**
     * The status that a license gives at this time: {@code active} up to and including {@code validUntil}, then {@code fallback}
     * where the policy allows it, else {@code expired}.
     */
    public static LeaseStatus statusAt(LicenseTerms license, Instant now) {
        if (!now.isAfter(license.validUntil())) {
            return LeaseStatus.ACTIVE;
        }
        return license.policy().fallback() ? LeaseStatus.FALLBACK : LeaseStatus.EXPIRED;
    }

    /** What a lease under this license says; only an {@code active} one has the license's entitlements. */
    public static LeaseTerms terms(
            LicenseTerms license, Kid kid, UUID instanceId, LeaseStatus status, Instant issuedAt) {
        return new LeaseTerms(
                kid,
                license.licenseKeyHash(),
                instanceId,
                issuedAt,
                expiresAt(license, status, issuedAt),
                status,
                status == LeaseStatus.ACTIVE ? license.entitlements() : List.of());
    }

    /**
     * The earliest of {@code issuedAt} + 7 days, {@code issuedAt} + the time a device may go without contact, and
     * {@code validUntil}; a {@code fallback} lease leaves {@code validUntil} out, an {@code expired} one ends at it.
     */
    public static Instant expiresAt(LicenseTerms license, LeaseStatus status, Instant issuedAt) {
        Instant byContact = issuedAt.plus(withoutContact(license));
        return switch (status) {
            case ACTIVE -> byContact.isBefore(license.validUntil()) ? byContact : license.validUntil();
            case FALLBACK -> byContact;
            case EXPIRED -> license.validUntil();
        };
    }

    /** How long a device may go without contact: {@code graceHours}, else its tier's hours, never more than 168. */
    public static Duration withoutContact(LicenseTerms license) {
        long hours = license.policy().graceHours().orElseGet(() -> tierHours(license.tier()));
        return Duration.ofHours(Math.min(hours, LONGEST_HOURS));
    }

    /** The hours of a tier, its name in any case; 24 for one that nobody knows. */
    public static long tierHours(String tier) {
        return switch (tier.toLowerCase(Locale.ROOT)) {
            case "pro" -> 72;
            case "team" -> 48;
            case "enterprise" -> 168;
            default -> 24; // free, and every name that we do not know
        };
    }

    /** Whether a client still takes it: up to and including {@code expiresAt} + 300 s. */
    public static boolean isCurrent(LeaseTerms lease, Instant now) {
        return !now.isAfter(lease.expiresAt().plus(CLIENT_TOLERANCE));
    }

    /** Whether 24 hours or less are left, so that a new one should be got. A lease that is no longer always needs it. */
    public static boolean needsRefresh(LeaseTerms lease, Instant now) {
        return !now.isBefore(lease.expiresAt().minus(REFRESH_WITHIN));
    }
}
