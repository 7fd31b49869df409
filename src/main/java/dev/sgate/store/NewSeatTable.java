package dev.sgate.store;

import dev.sgate.station.StateChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** How many seats were taken lately, for the limits against those who take too many. */
final class NewSeatTable {
    /** Longer than any limit that counts them. */
    private static final Duration COUNTED_FOR = Duration.ofDays(8);

    /** So many of the latest are kept, whatever the clock says: it may be wrong, and then they count again once it is right. */
    private static final long KEPT = 10_000;

    private NewSeatTable() {}

    static void add(Connection writer, StateChange.NewSeatCounted counted) throws SQLException {
        Sql.update(
                writer, """
                DELETE FROM new_seat
                 WHERE new_seat_no <= (SELECT max(new_seat_no) FROM new_seat) - ? AND (at < ? OR at > ?)
                """, KEPT, counted.at().minus(COUNTED_FOR), counted.at().plus(COUNTED_FOR));
        Sql.update(
                writer,
                "INSERT INTO new_seat (license_id, address, early, again, at) VALUES (?, ?, ?, ?, ?)",
                counted.licenseId(),
                counted.address(),
                counted.early(),
                counted.again(),
                counted.at());
    }

    static long reusedEarly(Connection reader, UUID licenseId, Instant after, Instant upTo) throws SQLException {
        return count(
                reader,
                "SELECT count(*) AS n FROM new_seat WHERE license_id = ? AND early = 1 AND at > ? AND at <= ?",
                licenseId,
                after,
                upTo);
    }

    static long takenFrom(Connection reader, String address, Instant after, Instant upTo) throws SQLException {
        return count(
                reader,
                "SELECT count(*) AS n FROM new_seat WHERE address = ? AND again = 0 AND at > ? AND at <= ?",
                address,
                after,
                upTo);
    }

    static long takingsFrom(Connection reader, String address, Instant after, Instant upTo) throws SQLException {
        return count(
                reader,
                "SELECT count(*) AS n FROM new_seat WHERE address = ? AND at > ? AND at <= ?",
                address,
                after,
                upTo);
    }

    private static long count(Connection reader, String sql, Object... values) throws SQLException {
        return Sql.find(reader, sql, row -> row.integer("n"), values).orElseThrow();
    }
}
