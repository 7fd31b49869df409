package dev.sgate.station.leasing;

import dev.sgate.license.lease.LeaseKeyset;
import dev.sgate.station.BundlesInForce;
import dev.sgate.station.TrustedTime;
import java.io.IOException;

/** The keys that sign this site's leases, for site IT: which there are, and a new one instead of the one that signs. */
public final class SiteLeaseKeys {
    private final LeaseKeys keys;
    private final BundlesInForce bundles;
    private final TrustedTime time;

    public SiteLeaseKeys(LeaseKeys keys, BundlesInForce bundles, TrustedTime time) {
        this.keys = keys;
        this.bundles = bundles;
        this.time = time;
    }

    /**
     * The key that signs, and those that leases in use may be signed with.
     *
     * @throws IOException with the remedy, if a key cannot be read or made
     */
    public LeaseKeyset all() throws IOException {
        return keys.keyset(time.now(), bundles.offlineAtMost());
    }

    /**
     * Makes a new key that signs from now on. Leases of the old one stay good.
     *
     * @return as {@link #all}, with the new one
     * @throws IOException if that failed; then the old one goes on signing
     */
    public LeaseKeyset rotate() throws IOException {
        keys.rotate(time.now());
        return all();
    }
}
