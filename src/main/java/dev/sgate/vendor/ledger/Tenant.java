package dev.sgate.vendor.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A customer of the vendor.
 *
 * @param name as bundles name it; no two tenants share one
 * @param offline the tenant's own flag for offline licensing (S14); the plan must have it, too
 * @param email where reminders go; only where the customer agreed (C98)
 * @param suspendedAt since when nothing more is exported for it; bundles in the field live on (S106)
 * @param erasedAt since when its name is gone for good; {@code name} then only tells so (E17)
 */
public record Tenant(
        UUID id,
        String name,
        Optional<String> email,
        Plan plan,
        boolean offline,
        Optional<Instant> suspendedAt,
        Optional<Instant> erasedAt,
        Instant madeAt) {
    /** A tenant that has a name and no address. */
    public Tenant(UUID id, String name, Plan plan, boolean offline, Optional<Instant> suspendedAt, Instant madeAt) {
        this(id, name, Optional.empty(), plan, offline, suspendedAt, Optional.empty(), madeAt);
    }

    /** The same under another plan, flag and suspension. */
    public Tenant with(Plan newPlan, boolean offlineNow, Optional<Instant> suspendedSince) {
        return new Tenant(id, name, email, newPlan, offlineNow, suspendedSince, erasedAt, madeAt);
    }

    /** The same with this address, or none. */
    public Tenant reachedAt(Optional<String> address) {
        return new Tenant(id, name, address, plan, offline, suspendedAt, erasedAt, madeAt);
    }

    public boolean isErased() {
        return erasedAt.isPresent();
    }

    public boolean isSuspended() {
        return suspendedAt.isPresent();
    }
}
