package dev.sgate.vendor.ledger;

import dev.sgate.journal.Event;
import dev.sgate.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table of events that came back. */
public final class EventTable {
    private EventTable() {}

    public static boolean holds(Connection connection, UUID appliance, Event event) throws SQLException {
        return exists(
                connection,
                "SELECT 1 AS n FROM event WHERE appliance_id = ? AND seq = ? AND digest = ?",
                appliance,
                event.seq(),
                event.digest());
    }

    public static boolean holdsNumber(Connection connection, UUID appliance, long seq) throws SQLException {
        return exists(connection, "SELECT 1 AS n FROM event WHERE appliance_id = ? AND seq = ?", appliance, seq);
    }

    /** Whether the event's id stands under another number. */
    public static boolean knowsIdElsewhere(Connection connection, UUID appliance, Event event) throws SQLException {
        return exists(
                connection,
                "SELECT 1 AS n FROM event WHERE appliance_id = ? AND event_id = ? AND seq <> ?",
                appliance,
                event.id(),
                event.seq());
    }

    public static void add(Connection connection, UUID appliance, Event event, Optional<String> rejected)
            throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO event (appliance_id, seq, digest, prev, event_id, occurred_at, type, license_id, fingerprint,"
                        + " rejected, line) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                appliance,
                event.seq(),
                event.digest(),
                event.prev(),
                event.id(),
                event.occurredAt(),
                event.type(),
                event.licenseId(),
                event.fingerprint(),
                rejected,
                event.line());
    }

    /**
     * The numbers at which this journal is forked: two lines with one number, or a line that does not continue the one before it.
     */
    public static List<Long> forks(Connection connection, UUID appliance) throws SQLException {
        return Sql.list(
                connection,
                "SELECT seq FROM event WHERE appliance_id = ? GROUP BY seq HAVING count(*) > 1"
                        + " UNION SELECT e.seq FROM event e WHERE e.appliance_id = ?"
                        + " AND EXISTS (SELECT 1 FROM event b WHERE b.appliance_id = ? AND b.seq = e.seq - 1)"
                        + " AND NOT EXISTS (SELECT 1 FROM event b WHERE b.appliance_id = ? AND b.seq = e.seq - 1"
                        + " AND b.digest = e.prev) ORDER BY 1",
                row -> row.integer("seq"),
                appliance,
                appliance,
                appliance,
                appliance);
    }

    /** What is missing up to the newest event that the appliance ever spoke of. */
    public static List<ApplianceState.Gap> gaps(Connection connection, UUID appliance) throws SQLException {
        return Sql.list(
                connection,
                "SELECT seq + 1 AS first, next - 1 AS last FROM ("
                        + "SELECT seq, lead(seq) OVER (ORDER BY seq) AS next FROM ("
                        + "SELECT DISTINCT seq FROM event WHERE appliance_id = ? UNION SELECT 0"
                        + " UNION SELECT tip_seq + 1 FROM appliance WHERE appliance_id = ?) known) followed"
                        + " WHERE next > seq + 1 ORDER BY seq",
                row -> new ApplianceState.Gap(row.integer("first"), row.integer("last")),
                appliance,
                appliance);
    }

    private static boolean exists(Connection connection, String sql, Object... values) throws SQLException {
        return Sql.find(connection, sql, row -> row.integer("n"), values).isPresent();
    }
}
