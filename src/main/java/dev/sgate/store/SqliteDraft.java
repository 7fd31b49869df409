package dev.sgate.store;

import dev.sgate.journal.EventDraft;
import dev.sgate.license.Fingerprint;
import dev.sgate.license.PoolSeat;
import dev.sgate.station.LedgerDraft;
import dev.sgate.station.StateChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A transaction that goes on: changes are written at once, so that they are read here; events are kept, for they get their place in
 * the chain together.
 */
final class SqliteDraft implements LedgerDraft {
    private final Connection writer;
    private final ChangeWriter changeWriter;
    private final List<StateChange> changes = new ArrayList<>();
    private final List<EventDraft> events = new ArrayList<>();

    SqliteDraft(Connection writer, ChangeWriter changeWriter) {
        this.writer = writer;
        this.changeWriter = changeWriter;
    }

    /** What the chain is to be gone on with. */
    List<EventDraft> events() {
        return events;
    }

    /** What was changed. */
    List<StateChange> changes() {
        return changes;
    }

    @Override
    public void add(List<StateChange> more, List<EventDraft> drafts) {
        ask(connection -> {
            for (StateChange change : more) {
                changeWriter.write(connection, change);
            }
            changes.addAll(more);
            return events.addAll(drafts);
        });
    }

    @Override
    public boolean isHeldBack(UUID licenseId, long epoch) {
        return ask(connection -> JournalTable.isHeldBack(connection, licenseId, epoch));
    }

    @Override
    public List<PoolSeat> pool(UUID licenseId, long epoch) {
        return ask(connection -> PoolTable.pool(connection, licenseId, epoch));
    }

    @Override
    public Optional<PoolSeat> findSeat(UUID licenseId, long epoch, Fingerprint device) {
        return ask(connection -> PoolTable.findSeat(connection, licenseId, epoch, device));
    }

    @Override
    public long seatCount(UUID licenseId, long epoch) {
        return ask(connection -> PoolTable.seatCount(connection, licenseId, epoch));
    }

    @Override
    public List<PoolSeat> seatsThatMatter(
            UUID licenseId, long epoch, Collection<Fingerprint> devices, Instant silentUpTo, Instant now) {
        return ask(connection -> PoolTable.seatsThatMatter(connection, licenseId, epoch, devices, silentUpTo, now));
    }

    @Override
    public List<PoolSeat> seatsAhead(UUID licenseId, long epoch, Instant freeAfter, Instant heardAfter) {
        return ask(connection -> PoolTable.seatsAhead(connection, licenseId, epoch, freeAfter, heardAfter));
    }

    @Override
    public long takingsFrom(String address, Instant after, Instant upTo) {
        return ask(connection -> NewSeatTable.takingsFrom(connection, address, after, upTo));
    }

    @Override
    public Optional<Instance> findInstance(UUID id) {
        return ask(connection -> InstanceTable.find(connection, id));
    }

    @Override
    public Optional<Instance> findInstance(UUID licenseId, Fingerprint device) {
        return ask(connection -> InstanceTable.find(connection, licenseId, device));
    }

    @Override
    public long reusedEarly(UUID licenseId, Instant after, Instant upTo) {
        return ask(connection -> NewSeatTable.reusedEarly(connection, licenseId, after, upTo));
    }

    @Override
    public long seatsTakenFrom(String address, Instant after, Instant upTo) {
        return ask(connection -> NewSeatTable.takenFrom(connection, address, after, upTo));
    }

    private <T> T ask(Transaction.Work<T> work) {
        try {
            return work.run(writer);
        } catch (SQLException e) {
            throw new LedgerFailure("the transaction is given up", e);
        }
    }
}
