package dev.sgate.station.leasing;

import dev.sgate.license.lease.LeaseKeyset;
import dev.sgate.seal.Kid;
import dev.sgate.seal.SigningKey;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The keys that sign this site's leases (port). Made at the first need; they never leave the machine. */
public interface LeaseKeys {
    /** The key that signs now, and the id that clients know it by. */
    record LeaseKey(Kid kid, SigningKey key) {}

    /**
     * The key that signs now.
     *
     * @throws IOException if it cannot be read or made; no lease is given then
     */
    LeaseKey primary(Instant now) throws IOException;

    /**
     * Makes a new key that signs from now on; the one before it is retired, and its private half gone.
     *
     * @return the new key's id
     * @throws IOException if that failed; then the one before goes on signing
     */
    Kid rotate(Instant now) throws IOException;

    /**
     * The public halves: of the key that signs, and of retired ones while a lease of theirs may still be in use: the longest life of
     * a lease, what clients add to it, and the longest time that a client of this site may be without contact.
     *
     * @param offlineAtMost the largest {@code maxOfflineDays} of the licenses held
     * @throws IOException as {@link #primary}
     */
    LeaseKeyset keyset(Instant now, Duration offlineAtMost) throws IOException;

    /**
     * Until when each retired key of {@link #keyset} stays listed: no lease of it is in use after that.
     *
     * @param offlineAtMost as for {@link #keyset}
     * @throws IOException as {@link #primary}
     */
    Map<Kid, Instant> listedUntil(Instant now, Duration offlineAtMost) throws IOException;
}
