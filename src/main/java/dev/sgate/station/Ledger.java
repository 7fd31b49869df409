package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventLine;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * The appliance's database of record (port). One writer; readers see committed state only. A failing database is an exception: the
 * machine is broken, and nothing was changed.
 */
public interface Ledger extends LedgerView {
    /**
     * Commits these changes and the events that tell of them in one transaction, synced when it returns: after a power cut there
     * are all or none. Events get their place in the chain in the order given.
     *
     * @return the events with their place in the chain
     */
    List<EventLine> commit(List<StateChange> changes, List<EventDraft> events);

    /**
     * Commits everything that the work adds to its draft in one transaction, synced when it returns; nobody else commits meanwhile,
     * so what the work reads from its draft is what it decides on. If the work throws, nothing was changed.
     *
     * @return what the work returns
     */
    <T> T commitTogether(Function<LedgerDraft, T> work);

    /** Runs work that reads and then commits, while no other thread commits. */
    void alone(Runnable work);

    /**
     * Takes the next serial for an export, durably when it returns: nobody gets it again, whatever becomes of the export, not even
     * another process on the same ledger. {@link StateChange.JournalExported} then tells how the export ended.
     *
     * @return 1 or more, one more than the last
     */
    long reserveExportSerial(Instant at);
}
