package dev.sgate.vendor.mint;

import dev.sgate.vendor.ledger.Plan;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What the ledger says about a license and its tenant at the moment when a bundle for one site is asked for.
 *
 * @param tenant the tenant's name
 * @param offlineEnabled the tenant's feature flag
 * @param erased whether the customer has no name any longer, so that no bundle can name it
 * @param replacedBy the license that took over when the key was changed
 * @param expiresAt the license's own end; no bundle outlives it
 * @param maxDevices seats that were sold: the cap for online and offline together
 * @param onlineDevices seats in use online, as last told to the desk
 * @param offlineElsewhere seats in the newest bundles of the license's other sites, where those are still in time
 */
public record MintSituation(
        String tenant,
        Plan plan,
        boolean offlineEnabled,
        boolean suspended,
        boolean erased,
        UUID license,
        String product,
        boolean revoked,
        Optional<UUID> replacedBy,
        Instant expiresAt,
        long maxDevices,
        long onlineDevices,
        long offlineElsewhere,
        Instant now) {
    /** Seats that a bundle may have here and now; not above what is free, and never negative. */
    public long freeSeats() {
        return Math.max(0, maxDevices - onlineDevices - offlineElsewhere);
    }
}
