package dev.sgate.station;

import dev.sgate.license.LicenseTerms;
import dev.sgate.license.PoolRules;
import java.time.Duration;
import java.util.Optional;

/**
 * What site IT may set about licenses and their seats.
 *
 * @param reclaimAfter how long a client without a machine hash may be silent before its seat is free ({@code lease.reclaimDays})
 * @param renewalNotice how long before a license's end the site is told to renew it ({@code license.noticeDays}); empty for what
 *     the license itself says, {@code policy.warnDays}
 */
public record SiteLimits(Duration reclaimAfter, Optional<Duration> renewalNotice) {
    /** What holds where nothing was set. */
    public static final SiteLimits DEFAULT = new SiteLimits(PoolRules.RECLAIM_AFTER, Optional.empty());

    /** How long before the end of this license the site is told to renew it. */
    Duration noticeBefore(LicenseTerms terms) {
        return renewalNotice.orElseGet(() -> terms.policy().warnTime());
    }
}
