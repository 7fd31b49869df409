package dev.sgate.vendor.ledger;

import dev.sgate.seal.Sha256;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A license as it was sold. The key itself is nowhere in the ledger.
 *
 * @param keyHash SHA-256 of the normalised license key
 * @param tenant its owner's name, {@code product} its application's: read along, never written with the license
 * @param maxDevices the plan's limit, at least 1: online and offline devices together (S102)
 * @param onlineDevices devices that hold a seat online, as the vendor's own service counts them
 * @param poolEpoch of the next bundle; each reset of the device counter raises it
 * @param expiresAt no bundle outlives it (S24)
 * @param replacedBy the license that rekeying made in its place
 */
public record License(
        UUID id,
        Sha256 keyHash,
        UUID tenantId,
        String tenant,
        UUID appId,
        String product,
        String tier,
        long maxDevices,
        long onlineDevices,
        long poolEpoch,
        Instant expiresAt,
        Instant madeAt,
        Optional<Instant> revokedAt,
        Optional<UUID> replacedBy) {
    public boolean isRevoked() {
        return revokedAt.isPresent();
    }
}
