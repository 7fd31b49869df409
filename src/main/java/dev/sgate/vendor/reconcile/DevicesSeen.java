package dev.sgate.vendor.reconcile;

import dev.sgate.journal.DeviceLine;
import dev.sgate.journal.Event;
import dev.sgate.seal.Sha256;
import dev.sgate.vendor.ledger.DeviceTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The devices that one file speaks of: in its device lines, and in its events of seats, where lease clients are. From when to when each
 * was seen is gathered here, so that a device takes one question to the ledger for each file and not one for each event. It follows
 * from the lines alone, so files in any order give the same; an event from the future says no time.
 */
final class DevicesSeen {
    private static final Set<String> OF_SEATS = Set.of("activation", "validation", "renewal", "deactivation");

    /** Devices that are gathered at once; a file may name any number of them. */
    private static final int GATHERED_MAX = 20_000;

    private final Connection connection;
    private final UUID appliance;
    private final IntakeCount count;
    private final Map<Sha256, DeviceLine> seen = new LinkedHashMap<>();

    DevicesSeen(Connection connection, UUID appliance, IntakeCount count) {
        this.connection = connection;
        this.appliance = appliance;
        this.count = count;
    }

    /** A new event of the file that is not from the future. */
    void see(Event event) throws SQLException {
        Optional<Sha256> device = OF_SEATS.contains(event.type()) ? event.fingerprint() : Optional.empty();
        if (device.isPresent()) {
            see(new DeviceLine(device.get(), event.occurredAt(), event.occurredAt()));
        }
    }

    void see(DeviceLine device) throws SQLException {
        seen.merge(device.fingerprint(), device, DevicesSeen::both);
        if (seen.size() >= GATHERED_MAX) {
            flush();
        }
    }

    private static DeviceLine both(DeviceLine one, DeviceLine other) {
        return new DeviceLine(
                one.fingerprint(),
                earlier(one.firstSeen(), other.firstSeen()),
                earlier(one.lastSeen(), other.lastSeen()).equals(one.lastSeen()) ? other.lastSeen() : one.lastSeen());
    }

    private static Instant earlier(Instant one, Instant other) {
        return other.isBefore(one) ? other : one;
    }

    /** Writes what was gathered, and counts what was new in it. */
    void flush() throws SQLException {
        for (DeviceLine device : seen.values()) {
            switch (DeviceTable.see(connection, appliance, device)) {
                case CREATED -> count.created(device.fingerprint());
                case UPDATED -> count.updated(device.fingerprint());
                case KNOWN -> {}
            }
        }
        seen.clear();
    }
}
