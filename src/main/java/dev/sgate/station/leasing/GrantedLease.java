package dev.sgate.station.leasing;

import java.time.Instant;
import java.util.List;

/** A signed lease, member by member as LEASE-PROTOCOL 4 names them. Stands in until {@code license.lease.Lease} is there. */
public record GrantedLease(
        String kid,
        String licenseKeyHash,
        String instanceId,
        Instant issuedAt,
        Instant expiresAt,
        String status,
        List<String> entitlements,
        String signature) {
    public GrantedLease {
        entitlements = List.copyOf(entitlements);
    }
}
