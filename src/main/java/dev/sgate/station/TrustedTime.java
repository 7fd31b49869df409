package dev.sgate.station;

import java.time.Instant;

/** The time all limits are judged by (port; BEHAVIOUR 1): the later of the clock and the mark. */
public interface TrustedTime {
    /** Now, in whole seconds, never before the mark. */
    Instant now();

    /** What the clock says, for records; may be wrong. */
    Instant clock();
}
