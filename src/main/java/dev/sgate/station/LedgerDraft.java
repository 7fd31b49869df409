package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import java.util.List;

/**
 * A commit that is being put together, see {@link Ledger#commitTogether}. What is read here contains what was added already. Valid
 * only within that call, on its thread.
 */
public interface LedgerDraft extends PoolView {
    /** Adds changes and the events that tell of them; nothing of it counts before the commit. */
    void add(List<StateChange> changes, List<EventDraft> events);
}
