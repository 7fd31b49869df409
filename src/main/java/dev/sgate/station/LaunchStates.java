package dev.sgate.station;

import dev.sgate.license.LicenseState;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The state of each license held, as a check would find it now: for who acts on it without a launch. Reads only, records nothing. */
public final class LaunchStates {
    private final LicenseStanding standing;

    public LaunchStates(
            LedgerView ledger, TrustSource trust, DeviceIdentity device, TrustedTime time, SiteLimits limits) {
        this.standing = new LicenseStanding(ledger, trust, device, time, limits);
    }

    /** Each license held, by its id. */
    public Map<UUID, LicenseState> all() {
        Map<UUID, LicenseState> states = new HashMap<>();
        standing.all().forEach(license -> states.put(license.held().licenseId(), license.state()));
        return states;
    }
}
