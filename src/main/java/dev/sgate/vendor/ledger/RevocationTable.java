package dev.sgate.vendor.ledger;

import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Sha256;
import dev.sgate.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The table of revocation lists: one line of numbers per vendor, which grows with every list made. */
public final class RevocationTable {
    private RevocationTable() {}

    /** A new list of all that is revoked, under the next number. */
    public static RevocationList next(Connection connection, Instant now) throws SQLException {
        long number = newest(connection) + 1;
        raise(connection, number, now);
        List<Sha256> revoked = Sql.list(
                connection, "SELECT key_hash FROM license WHERE revoked_at IS NOT NULL", row -> row.digest("key_hash"));
        return RevocationList.of(number, now, revoked);
    }

    /** The highest number in use; 0 before the first. */
    public static long newest(Connection connection) throws SQLException {
        return Sql.find(
                        connection,
                        "SELECT coalesce(max(number), 0) AS n FROM revocation_list",
                        row -> row.integer("n"))
                .orElseThrow();
    }

    /** Numbers up to this one are taken, as a journal says: the next list lies above (BEHAVIOUR 6). */
    public static void raise(Connection connection, long number, Instant issuedAt) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO revocation_list (number, issued_at) VALUES (?, ?) ON CONFLICT (number) DO NOTHING",
                number,
                issuedAt);
    }
}
