package dev.sgate.vendor.reconcile;

import dev.sgate.journal.Event;
import dev.sgate.seal.Sha256;
import dev.sgate.vendor.reconcile.RejectedEvent.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts along the lines of one file. Of what is listed one by one only the first are; the ledger keeps all. */
final class IntakeCount {
    private static final int LISTED_MAX = 1_000;

    private final List<RejectedEvent> rejectedEvents = new ArrayList<>();
    private final List<BackDatedEvent> backDatedEvents = new ArrayList<>();
    private final List<Sha256> created = new ArrayList<>();
    private final List<Sha256> updated = new ArrayList<>();
    private Optional<Long> lowestFork = Optional.empty();
    private long accepted;
    private long duplicates;
    private long rejected;
    private long forked;
    private long backDated;

    void accepted() {
        accepted++;
    }

    void duplicate() {
        duplicates++;
    }

    void rejected(Event event, Reason reason) {
        rejected++;
        list(event, reason);
    }

    void forked(Event event) {
        forked++;
        lowestFork = lowestFork.or(() -> Optional.of(event.seq()));
        list(event, Reason.FORK);
    }

    private void list(Event event, Reason reason) {
        if (rejectedEvents.size() < LISTED_MAX) {
            rejectedEvents.add(RejectedEvent.of(event, reason));
        }
    }

    void backDated(BackDatedEvent event) {
        backDated++;
        if (backDatedEvents.size() < LISTED_MAX) {
            backDatedEvents.add(event);
        }
    }

    void created(Sha256 device) {
        created.add(device);
    }

    void updated(Sha256 device) {
        updated.add(device);
    }

    ImportCounts total() {
        return new ImportCounts(
                accepted,
                duplicates,
                rejected,
                forked,
                backDated,
                lowestFork,
                rejectedEvents,
                backDatedEvents,
                created,
                updated);
    }
}
