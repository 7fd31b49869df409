package dev.sgate.station;

import dev.sgate.license.LicenseBundle;
import dev.sgate.license.Policy;
import dev.sgate.license.time.ClockStanding;
import dev.sgate.license.time.RememberedTime;
import java.io.IOException;
import java.time.Instant;

/**
 * The time all limits are judged by (port; BEHAVIOUR 1): the later of the clock and the mark, and within one boot at least what the
 * boot-time clock makes of it, as far as the keys are still believed whose bundles moved it. What is remembered of it is a
 * {@link RememberedTime}, kept twice: in the ledger with {@link StateChange.TimeKept}, and outside it with {@link #keep}.
 */
public interface TrustedTime {
    /** Now, in whole seconds, never before the mark. Also while the clock is distrusted. */
    Instant now();

    /** What the clock says, for records; may be wrong. */
    Instant clock();

    /** How the clock stands by the policy of a bundle; {@link Policy#DEFAULT} where none is held. */
    ClockStanding standing(Policy policy);

    /**
     * A launch or an hour: raises the mark to the clock and counts a step back. It counts in this process at once; durable once the
     * state is committed with {@link StateChange.TimeKept} or given to {@link #keep}.
     */
    RememberedTime observe();

    /** What would be remembered if this bundle were accepted now; nothing is changed. */
    RememberedTime ifAccepted(LicenseBundle bundle);

    /** {@link #now} by something else that is remembered. */
    Instant nowBy(RememberedTime remembered);

    /**
     * Takes this in with what is remembered already. It counts at once, whatever happens.
     *
     * @throws IOException if the copy outside the ledger could not be written; the next call tries again
     */
    void keep(RememberedTime time) throws IOException;
}
