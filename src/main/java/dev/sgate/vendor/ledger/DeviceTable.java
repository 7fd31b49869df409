package dev.sgate.vendor.ledger;

import dev.sgate.journal.DeviceLine;
import dev.sgate.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The table of devices that appliances have seen. Files in any order give the same rows: the widest span counts. */
public final class DeviceTable {
    /** What a device line changed. */
    public enum Change {
        CREATED,
        UPDATED,
        KNOWN
    }

    private record Span(Instant first, Instant last) {}

    private DeviceTable() {}

    public static Change see(Connection connection, UUID appliance, DeviceLine device) throws SQLException {
        Optional<Span> known = Sql.find(
                connection,
                "SELECT first_seen, last_seen FROM device WHERE appliance_id = ? AND fingerprint = ?",
                row -> new Span(row.time("first_seen"), row.time("last_seen")),
                appliance,
                device.fingerprint());
        if (known.isPresent()
                && !device.firstSeen().isBefore(known.get().first())
                && !device.lastSeen().isAfter(known.get().last())) {
            return Change.KNOWN;
        }
        Sql.update(
                connection,
                "INSERT INTO device (appliance_id, fingerprint, first_seen, last_seen) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (appliance_id, fingerprint) DO UPDATE SET"
                        + " first_seen = CASE WHEN excluded.first_seen < device.first_seen"
                        + " THEN excluded.first_seen ELSE device.first_seen END,"
                        + " last_seen = CASE WHEN excluded.last_seen > device.last_seen"
                        + " THEN excluded.last_seen ELSE device.last_seen END",
                appliance,
                device.fingerprint(),
                device.firstSeen(),
                device.lastSeen());
        return known.isPresent() ? Change.UPDATED : Change.CREATED;
    }
}
