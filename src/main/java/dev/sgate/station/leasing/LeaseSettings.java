package dev.sgate.station.leasing;

import dev.sgate.license.PoolRules;
import java.time.Duration;

/**
 * What site IT may set about leases.
 *
 * @param tenant the one tenant that this site answers for, the first part of each route
 * @param reclaimAfter how long a client without a machine hash may be silent before its seat is free ({@code lease.reclaimDays})
 * @param newSeatsADay how many new seats one address that is not this machine may take in 24 hours
 */
public record LeaseSettings(String tenant, Duration reclaimAfter, int newSeatsADay) {
    /** What holds where nothing was set. */
    public static final LeaseSettings DEFAULT = new LeaseSettings("site", PoolRules.RECLAIM_AFTER, 4);
}
