package dev.sgate.vendor.reconcile;

import dev.sgate.journal.DeviceLine;
import dev.sgate.journal.Event;
import dev.sgate.journal.SegmentReader;
import dev.sgate.seal.Sha256;
import dev.sgate.store.LedgerFailure;
import dev.sgate.vendor.ledger.EventRows;
import dev.sgate.vendor.ledger.EventRows.Place;
import dev.sgate.vendor.reconcile.RejectedEvent.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes the lines of one file into the ledger, inside the transaction of its import, and counts what was new. Events are judged and
 * written some thousand at a time, so that a file of a million takes three questions for each thousand and not three for each.
 */
final class EventIntake implements SegmentReader.Receiver, AutoCloseable {
    /** How far an event may lie ahead of the import. */
    static final Duration AHEAD_MAX = Duration.ofHours(1);

    private static final int WAITING_MAX = 1_000;
    private static final long WAITING_MAX_BYTES = 4L << 20;

    private final Instant latest;
    private final EventRows rows;
    private final BackDating backDating;
    private final DevicesSeen devices;
    private final IntakeCount count;
    private final List<Event> waiting = new ArrayList<>();
    private long waitingBytes;

    EventIntake(Connection connection, UUID appliance, Instant now, ReportRoom room) throws SQLException {
        this.count = new IntakeCount(room);
        this.latest = now.plus(AHEAD_MAX);
        this.rows = new EventRows(connection, appliance);
        this.backDating = new BackDating(connection, appliance);
        this.devices = new DevicesSeen(connection, appliance, count);
    }

    @Override
    public void device(DeviceLine device) {
        try {
            devices.see(device);
        } catch (SQLException e) {
            throw new LedgerFailure("the ledger does not take a device", e);
        }
    }

    @Override
    public void event(Event event) {
        waiting.add(event);
        waitingBytes += event.line().length;
        if (waiting.size() >= WAITING_MAX || waitingBytes >= WAITING_MAX_BYTES) {
            try {
                takeWaiting();
            } catch (SQLException e) {
                throw new LedgerFailure("the ledger does not take the events up to " + event.seq(), e);
            }
        }
    }

    private void takeWaiting() throws SQLException {
        if (waiting.isEmpty()) {
            return;
        }
        Map<Long, Map<Sha256, Boolean>> held = new HashMap<>();
        for (Place place :
                rows.between(waiting.getFirst().seq(), waiting.getLast().seq())) {
            held.computeIfAbsent(place.seq(), seq -> new HashMap<>(2)).put(place.digest(), place.future());
        }
        KnownIds ids = new KnownIds(rows, waiting.stream().map(Event::id).toList());
        for (Event event : waiting) {
            take(event, held.getOrDefault(event.seq(), Map.of()), ids);
        }
        rows.flush();
        waiting.clear();
        waitingBytes = 0;
    }

    /** @param held the lines that stand under its number, and whether they were rejected as from the future */
    private void take(Event event, Map<Sha256, Boolean> held, KnownIds ids) throws SQLException {
        Sha256 digest = event.digest();
        boolean isNew = !held.containsKey(digest);
        boolean future = held.getOrDefault(digest, event.occurredAt().isAfter(latest)); // the first verdict stands
        backDating.next(event, digest, future, isNew).ifPresent(count::backDated);
        if (isNew) {
            boolean taken = ids.isTaken(event);
            if (!future) {
                devices.see(event);
            }
            add(event, digest, future, taken);
            judge(event, !held.isEmpty(), future, taken);
            for (Place loser : ids.losers(event)) {
                rejectLoser(loser);
            }
            ids.added(new Place(event.seq(), digest, event.id(), future, taken));
        } else {
            count.duplicate();
        }
    }

    private void add(Event event, Sha256 digest, boolean future, boolean taken) throws SQLException {
        Optional<Reason> kept =
                taken ? Optional.of(Reason.KNOWN_ID) : future ? Optional.of(Reason.FUTURE) : Optional.empty();
        rows.add(event, digest, EventDetail.leaseUntil(event), kept.map(Reason::word));
    }

    /** A line that came with an earlier file, and whose id a lower number has by right. */
    private void rejectLoser(Place loser) throws SQLException {
        rows.reject(loser, Reason.KNOWN_ID.word());
        if (count.listsMore()) {
            EventRows.Told told = rows.told(loser);
            count.overruled(
                    new RejectedEvent.Source(loser.seq(), loser.id(), told.occurredAt(), told.type(), told.line()),
                    Reason.KNOWN_ID);
        } else {
            count.overruled();
        }
    }

    /** What the report says of a new line. */
    private void judge(Event event, boolean forked, boolean future, boolean taken) {
        if (forked) {
            count.forked(event);
        } else if (taken) {
            count.rejected(RejectedEvent.Source.of(event), Reason.KNOWN_ID);
        } else if (future) {
            count.rejected(RejectedEvent.Source.of(event), Reason.FUTURE);
        } else {
            count.accepted();
        }
    }

    /** Takes what still waits, and says what was new in this file. */
    ImportCounts finish() throws SQLException {
        takeWaiting();
        devices.flush();
        backDating.after().ifPresent(count::backDated);
        return count.total();
    }

    @Override
    public void close() throws SQLException {
        rows.close();
    }
}
