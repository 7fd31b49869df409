package dev.sgate.vendor.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A customer of the vendor.
 *
 * @param name as bundles name it; no two tenants share one
 * @param offline the tenant's own flag for offline licensing (S14); the plan must have it, too
 * @param suspendedAt since when nothing more is exported for it; bundles in the field live on (S106)
 */
public record Tenant(UUID id, String name, Plan plan, boolean offline, Optional<Instant> suspendedAt, Instant madeAt) {
    public boolean isSuspended() {
        return suspendedAt.isPresent();
    }
}
