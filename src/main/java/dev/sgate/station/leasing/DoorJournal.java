package dev.sgate.station.leasing;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.seal.Evidence;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.Ledger;
import dev.sgate.station.TrustedTime;
import dev.sgate.station.leasing.Leasing.TurnedAway;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Tells the journal of requests that were turned away at the wire, not more often than {@link RefusedRequests} lets it: a flood of
 * them costs no commit. Safe for use by many threads.
 *
 * <p>{@code detail} of such a {@code refused}: {@code subject} = {@code lease}, {@code why}, {@code address}, {@code code} = {@code
 * unlicensed}, {@code count}.
 */
final class DoorJournal {
    private final Ledger ledger;
    private final TrustedTime time;
    private final RefusedRequests requests = new RefusedRequests();

    DoorJournal(Ledger ledger, TrustedTime time) {
        this.ledger = ledger;
        this.time = time;
    }

    /** Counts it; where the journal is to hear of it now, returns when that is on the disk. */
    void tell(TurnedAway why, String address) {
        Instant now = time.now();
        List<Runnable> undoings = new ArrayList<>();
        OptionalLong count;
        synchronized (requests) {
            count = requests.count(address, RefusalCode.UNLICENSED, why.word(), now, undoings::add);
        }
        if (count.isPresent()) {
            commit(event(why, address, count.getAsLong(), now), undoings);
        }
    }

    private void commit(EventDraft event, List<Runnable> undoings) {
        boolean committed = false;
        try {
            ledger.commit(List.of(), List.of(event));
            committed = true;
        } finally {
            if (!committed) {
                synchronized (requests) {
                    undoings.forEach(Runnable::run);
                }
            }
        }
    }

    private static EventDraft event(TurnedAway why, String address, long count, Instant now) {
        return EventDraft.of(
                EventType.REFUSED,
                now,
                Payloads.members(
                        "subject", "lease",
                        "why", why.word(),
                        "address", Evidence.printable(address),
                        "code", RefusalCode.UNLICENSED.word(),
                        "count", count));
    }
}
