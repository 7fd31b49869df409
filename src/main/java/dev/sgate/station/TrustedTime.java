package dev.sgate.station;

import java.io.IOException;
import java.time.Instant;

/** The time all limits are judged by (port; BEHAVIOUR 1): the later of the clock and the mark. */
public interface TrustedTime {
    /** Now, in whole seconds, never before the mark. */
    Instant now();

    /** What the clock says, for records; may be wrong. */
    Instant clock();

    /**
     * Raises the mark to this time; an earlier time changes nothing. It counts at once, whatever happens.
     *
     * @throws IOException if the copy outside the ledger could not be written; the next raise tries again
     */
    void raise(Instant time) throws IOException;
}
