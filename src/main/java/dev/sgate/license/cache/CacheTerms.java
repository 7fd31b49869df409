package dev.sgate.license.cache;

import dev.sgate.license.lease.LeaseRules;
import dev.sgate.seal.Fields;
import dev.sgate.seal.Limits;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a license cache says (C44 to C52). Times stay the text that was signed.
 *
 * @param features names; empty where the signature does not cover them
 * @param userEmail empty where the signature does not cover it
 * @param expiresAt the end of the subscription
 * @param offlineExpiresAt the end of the time without contact
 * @param sessionId new for each acquisition, so that no two caches are alike
 * @param hardwareId the SHA-256 of what the machine is known by
 */
public record CacheTerms(
        String licenseKey,
        String tier,
        List<String> features,
        Optional<String> userEmail,
        String acquiredAt,
        String expiresAt,
        String offlineExpiresAt,
        String sessionId,
        String hardwareId) {
    public CacheTerms {
        features = List.copyOf(features);
    }

    /**
     * What is signed for a user at this time. The time without contact is the tier's hours, never past the subscription's end (C13).
     *
     * @param random makes the session id one of its kind (C96)
     */
    public static CacheTerms acquired(CacheOrder order, Instant now, UUID random) {
        String acquiredAt = Payloads.time(now);
        Instant offline = now.plus(Duration.ofHours(LeaseRules.tierHours(order.tier())));
        return new CacheTerms(
                order.licenseKey().written(),
                order.tier(),
                order.features(),
                Optional.of(order.userEmail()),
                acquiredAt,
                Payloads.time(order.expiresAt()),
                Payloads.time(offline.isBefore(order.expiresAt()) ? offline : order.expiresAt()),
                sessionId(order, acquiredAt, random),
                order.hardwareId().hex());
    }

    private static String sessionId(CacheOrder order, String acquiredAt, UUID random) {
        String text = String.join(":", order.userEmail(), order.hardwareId().hex(), acquiredAt, random.toString());
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    /** The signed payload, every member of it. */
    static CacheTerms ofPayload(Fields payload) {
        return read(
                payload, payload.getNames("features", Limits.LIST_MAX), Optional.of(payload.getString("user_email")));
    }

    /** The source's flat shape: features and e-mail address are not signed there, so they are nobody's word (E11). */
    static CacheTerms ofFlat(Fields cache) {
        return read(cache, List.of(), Optional.empty());
    }

    private static CacheTerms read(Fields fields, List<String> features, Optional<String> userEmail) {
        return new CacheTerms(
                fields.getString("license_key"),
                fields.getString("tier"),
                features,
                userEmail,
                fields.getString("acquired_at"),
                fields.getString("expires_at"),
                fields.getString("offline_expires_at"),
                fields.getString("session_id"),
                fields.getString("hardware_id"));
    }

    Map<String, Object> toPayload() {
        return Payloads.members(
                "license_key", licenseKey,
                "tier", tier,
                "features", features,
                "user_email", userEmail,
                "acquired_at", acquiredAt,
                "expires_at", expiresAt,
                "offline_expires_at", offlineExpiresAt,
                "session_id", sessionId,
                "hardware_id", hardwareId);
    }
}
