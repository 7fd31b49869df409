package dev.sgate.station;

import dev.sgate.seal.Keyring;

/** The keys that are believed now (port). Asked anew for each file, so that a repaired trust document counts at once. */
public interface TrustSource {
    Keyring current();
}
