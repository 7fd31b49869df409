package dev.sgate.vendor.ledger;

import dev.sgate.store.LedgerFailure;
import dev.sgate.store.Row;
import dev.sgate.store.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The schema's versions on PostgreSQL, one SQL file each, with the same numbers as on SQLite. There was no version 1: the first
 * file makes version 2.
 */
final class PostgresSchema {
    private static final int FIRST = 2;
    private static final List<String> VERSIONS = List.of(
            "postgresql/002-desk.sql",
            "postgresql/003-reconcile.sql",
            "postgresql/004-audit.sql",
            "postgresql/005-event-id.sql",
            "postgresql/006-customers.sql");

    private static final int NEWEST = FIRST + VERSIONS.size() - 1;

    private PostgresSchema() {}

    /** Whether there is nothing to bring up to date. Only looks. */
    static boolean isNewest(Connection reader) throws SQLException {
        int version = version(reader);
        if (version > NEWEST) {
            throw new LedgerFailure("the ledger was written by a newer sgate: it has schema " + version
                    + ", this one knows " + NEWEST + "; install that sgate again, nothing was changed");
        }
        return version == NEWEST;
    }

    /** Brings the database to the newest version, inside the caller's transaction; says which that is. */
    static int upgrade(Connection writer) throws SQLException {
        // another desk may have been faster
        int from = isNewest(writer) ? NEWEST : version(writer);
        for (int next = Math.max(from + 1, FIRST); next <= NEWEST; next++) {
            Sql.script(writer, read(VERSIONS.get(next - FIRST)));
            Sql.updateOne(writer, "UPDATE desk_schema SET version = ?", next);
        }
        return NEWEST;
    }

    /** 0 for an empty database. */
    private static int version(Connection connection) throws SQLException {
        Row.Reader<Long> number = row -> row.integer("n");
        if (Sql.find(connection, tables("desk_schema"), number).orElseThrow() > 0) {
            return Sql.find(connection, "SELECT version AS n FROM desk_schema", number)
                    .orElseThrow()
                    .intValue();
        }
        if (Sql.find(connection, tables("%"), number).orElseThrow() > 0) {
            throw new LedgerFailure("the database has tables of something else; the desk wants one of its own");
        }
        return 0;
    }

    private static String tables(String like) {
        return "SELECT count(*) AS n FROM information_schema.tables WHERE table_schema = current_schema()"
                + " AND table_name LIKE '" + like + "'";
    }

    private static String read(String file) {
        try (InputStream in = PostgresSchema.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("not in the jar: " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
