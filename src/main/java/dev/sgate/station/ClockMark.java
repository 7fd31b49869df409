package dev.sgate.station;

import dev.sgate.license.time.RememberedTime;
import dev.sgate.station.StateChange.TimeKept;
import java.io.IOException;
import java.util.List;

/**
 * The start and each hour: raises the mark to the clock (BEHAVIOUR 1), in the ledger and beside it. Each of the two copies is synced
 * by itself, the ledger's first; a power cut between them loses nothing, for the later one counts.
 */
public final class ClockMark {
    private final Ledger ledger;
    private final TrustedTime time;

    public ClockMark(Ledger ledger, TrustedTime time) {
        this.ledger = ledger;
        this.time = time;
    }

    /**
     * Once; durable when it returns.
     *
     * @throws IOException if the copy outside the ledger could not be written; it counts all the same, and the next hour tries again
     */
    public void raise() throws IOException {
        RememberedTime state = time.observe();
        try {
            ledger.commit(List.of(new TimeKept(state)), List.of());
        } finally {
            time.keep(state);
        }
    }
}
