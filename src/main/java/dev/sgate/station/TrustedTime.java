package dev.sgate.station;

import dev.sgate.license.Policy;
import dev.sgate.license.time.ClockStanding;
import dev.sgate.license.time.TimeState;
import java.io.IOException;
import java.time.Instant;

/**
 * The time all limits are judged by (port; BEHAVIOUR 1): the later of the clock and the mark, and within one boot at least what the
 * boot-time clock makes of it. What is remembered of it is a {@link TimeState}, kept twice: in the ledger with {@link
 * StateChange.TimeKept}, and outside it with {@link #keep}.
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
    TimeState observe();

    /** What would be remembered if a bundle of this date and policy were accepted now; nothing is changed. */
    TimeState ifAccepted(Instant issuedAt, Policy policy);

    /** {@link #now} by another state. */
    Instant nowBy(TimeState state);

    /**
     * Takes this state in with what is remembered already. It counts at once, whatever happens.
     *
     * @throws IOException if the copy outside the ledger could not be written; the next call tries again
     */
    void keep(TimeState state) throws IOException;
}
