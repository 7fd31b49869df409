package dev.sgate.station.leasing;

import dev.sgate.license.lease.LeaseKeyset;
import dev.sgate.seal.Kid;
import dev.sgate.station.BundlesInForce;
import dev.sgate.station.TrustedTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The keys that sign this site's leases, for site IT: which there are, and a new one instead of the one that signs. */
public final class SiteLeaseKeys {
    /**
     * The keys of the site.
     *
     * @param keyset all of them, with the one that signs
     * @param until until when leases of each retired one may be in use
     */
    public record Keys(LeaseKeyset keyset, Map<Kid, Instant> until) {
        public Keys {
            until = Collections.unmodifiableMap(new TreeMap<>(until));
        }
    }

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
    public Keys all() throws IOException {
        Instant now = time.now();
        Duration offline = bundles.offlineAtMost();
        return new Keys(keys.keyset(now, offline), keys.listedUntil(now, offline));
    }

    /**
     * Makes a new key that signs from now on. Leases of the old one stay good.
     *
     * @return as {@link #all}, with the new one
     * @throws IOException if that failed; then the old one goes on signing
     */
    public Keys rotate() throws IOException {
        keys.rotate(time.now());
        return all();
    }
}
