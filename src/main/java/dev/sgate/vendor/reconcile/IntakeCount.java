package dev.sgate.vendor.reconcile;

import dev.sgate.journal.Event;
import dev.sgate.seal.Sha256;
import dev.sgate.vendor.reconcile.RejectedEvent.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts along the lines of one file. Of what is listed one by one only the first are; the ledger keeps all. */
final class IntakeCount {
    static final int LISTED_MAX = 1_000;

    /** What an entry of a list takes beside its line, at most. */
    private static final long ENTRY_BYTES = 300;

    private final List<RejectedEvent> rejectedEvents = new ArrayList<>();
    private final List<BackDatedEvent> backDatedEvents = new ArrayList<>();
    private final List<Sha256> created = new ArrayList<>();
    private final List<Sha256> updated = new ArrayList<>();
    private Optional<Long> lowestFork = Optional.empty();
    private long accepted;
    private long duplicates;
    private long rejected;
    private long overruled;
    private long forked;
    private long backDated;
    private long devicesCreated;
    private long devicesUpdated;

    private final ReportRoom room;

    IntakeCount(ReportRoom room) {
        this.room = room;
    }

    void accepted() {
        accepted++;
    }

    void duplicate() {
        duplicates++;
    }

    /** A line that had come before has lost its id. */
    void overruled() {
        rejected++;
        overruled++;
    }

    void overruled(RejectedEvent.Source event, Reason reason) {
        overruled();
        list(event, reason);
    }

    void rejected(RejectedEvent.Source event, Reason reason) {
        rejected++;
        list(event, reason);
    }

    /** Whether another rejected event is listed and not only counted. */
    boolean listsMore() {
        return rejectedEvents.size() < LISTED_MAX;
    }

    void forked(Event event) {
        forked++;
        lowestFork = lowestFork.or(() -> Optional.of(event.seq()));
        list(RejectedEvent.Source.of(event), Reason.FORK);
    }

    private void list(RejectedEvent.Source event, Reason reason) {
        if (listsMore() && room.take(ENTRY_BYTES + event.line().length)) {
            rejectedEvents.add(event.because(reason));
        }
    }

    private <T> void list(List<T> list, T entry) {
        if (list.size() < LISTED_MAX && room.take(ENTRY_BYTES)) {
            list.add(entry);
        }
    }

    void backDated(BackDatedEvent event) {
        backDated++;
        list(backDatedEvents, event);
    }

    void created(Sha256 device) {
        devicesCreated++;
        list(created, device);
    }

    void updated(Sha256 device) {
        devicesUpdated++;
        list(updated, device);
    }

    ImportCounts total() {
        return new ImportCounts(
                accepted,
                duplicates,
                rejected,
                overruled,
                forked,
                backDated,
                devicesCreated,
                devicesUpdated,
                lowestFork,
                rejectedEvents,
                backDatedEvents,
                created,
                updated);
    }
}
