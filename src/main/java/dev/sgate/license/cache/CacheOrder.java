package dev.sgate.license.cache;

import dev.sgate.license.LicenseKey;
import dev.sgate.seal.Sha256;
import java.time.Instant;
import java.util.List;

/**
 * What somebody at the desk asks a license cache for.
 *
 * @param licenseKey the key as it was typed
 * @param tier free, pro, team or enterprise
 * @param hardwareId the SHA-256 of what the user's machine is known by
 * @param expiresAt the end of the subscription
 */
public record CacheOrder(
        LicenseKey licenseKey,
        String tier,
        List<String> features,
        String userEmail,
        Sha256 hardwareId,
        Instant expiresAt) {
    public CacheOrder {
        features = List.copyOf(features);
    }
}
