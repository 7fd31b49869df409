package dev.sgate.vendor.mint;

import dev.sgate.vendor.ledger.BundleTable;
import dev.sgate.vendor.ledger.License;
import dev.sgate.vendor.ledger.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How many seats of a license stand in bundles at its sites: for each site those of its newest bundle, as long as it is in time
 * (S102). A bundle that is asked for takes the place of its site's newest one.
 */
public final class SiteSeats {
    private final Map<String, Long> bySite;

    private SiteSeats(Map<String, Long> bySite) {
        this.bySite = bySite;
    }

    /** As the ledger has it. */
    public static SiteSeats of(Connection connection, License license, Instant now) throws SQLException {
        Map<String, Long> bySite = new HashMap<>();
        for (BundleTable.Bundle bundle : BundleTable.newest(connection, license.id())) {
            if (!bundle.validUntil().isBefore(now)) {
                bySite.put(bundle.site(), bundle.poolSize());
            }
        }
        return new SiteSeats(bySite);
    }

    /** Of a license that has no bundle yet. */
    static SiteSeats none() {
        return new SiteSeats(new HashMap<>());
    }

    /** Counts a bundle of this site that will be made together with others. */
    void put(String site, long seats) {
        bySite.put(site, seats);
    }

    /** All of them together. */
    public long total() {
        return bySite.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What the rules go by where a bundle for this site is asked for. */
    public MintSituation situation(Tenant tenant, License license, String site, Instant now) {
        return new MintSituation(
                tenant.name(),
                tenant.plan(),
                tenant.offline(),
                tenant.isSuspended(),
                tenant.isErased(),
                license.id(),
                license.product(),
                license.isRevoked(),
                license.replacedBy(),
                license.expiresAt(),
                license.maxDevices(),
                license.onlineDevices(),
                total() - bySite.getOrDefault(site, 0L),
                now);
    }
}
