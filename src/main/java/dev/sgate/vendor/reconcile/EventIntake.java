package dev.sgate.vendor.reconcile;

import dev.sgate.journal.DeviceLine;
import dev.sgate.journal.Event;
import dev.sgate.journal.SegmentReader;
import dev.sgate.seal.Sha256;
import dev.sgate.store.LedgerFailure;
import dev.sgate.vendor.ledger.DeviceTable;
import dev.sgate.vendor.ledger.EventTable;
import dev.sgate.vendor.reconcile.RejectedEvent.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Takes the lines of one file into the ledger, inside the transaction of its import, and counts what was new. */
final class EventIntake implements SegmentReader.Receiver {
    /** How far an event may lie ahead of the import. */
    private static final Duration AHEAD_MAX = Duration.ofHours(1);

    /** Rejected events that are listed one by one; all are kept in the ledger. */
    private static final int LISTED_MAX = 1_000;

    private final Connection connection;
    private final UUID appliance;
    private final Instant latest;
    private final List<RejectedEvent> rejected = new ArrayList<>();
    private final List<Sha256> created = new ArrayList<>();
    private final List<Sha256> updated = new ArrayList<>();
    private long acceptedCount;
    private long duplicateCount;
    private long rejectedCount;

    EventIntake(Connection connection, UUID appliance, Instant now) {
        this.connection = connection;
        this.appliance = appliance;
        this.latest = now.plus(AHEAD_MAX);
    }

    @Override
    public void device(DeviceLine device) {
        try {
            switch (DeviceTable.see(connection, appliance, device)) {
                case CREATED -> created.add(device.fingerprint());
                case UPDATED -> updated.add(device.fingerprint());
                case KNOWN -> {}
            }
        } catch (SQLException e) {
            throw new LedgerFailure("the ledger does not take a device", e);
        }
    }

    @Override
    public void event(Event event) {
        try {
            take(event);
        } catch (SQLException e) {
            throw new LedgerFailure("the ledger does not take event " + event.seq(), e);
        }
    }

    private void take(Event event) throws SQLException {
        if (EventTable.holds(connection, appliance, event)) {
            duplicateCount++;
            return;
        }
        Optional<Reason> reason = judge(event);
        EventTable.add(connection, appliance, event, reason.map(Reason::word));
        if (reason.isEmpty()) {
            acceptedCount++;
        } else {
            reject(event, reason.get());
        }
    }

    private Optional<Reason> judge(Event event) throws SQLException {
        if (EventTable.holdsNumber(connection, appliance, event.seq())) {
            return Optional.of(Reason.FORK);
        }
        if (EventTable.knowsIdElsewhere(connection, appliance, event)) {
            return Optional.of(Reason.KNOWN_ID);
        }
        return event.occurredAt().isAfter(latest) ? Optional.of(Reason.FUTURE) : Optional.empty();
    }

    private void reject(Event event, Reason reason) {
        rejectedCount++;
        if (rejected.size() < LISTED_MAX) {
            rejected.add(RejectedEvent.of(event, reason));
        }
    }

    /** What was new in this file. */
    ImportCounts counts() {
        return new ImportCounts(acceptedCount, duplicateCount, rejectedCount, rejected, created, updated);
    }
}
