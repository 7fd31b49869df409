package dev.sgate.bench;

import dev.sgate.vendor.ledger.DeskLedger;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** PostgreSQL's own way to take many rows. */
final class PgCopy {
    private PgCopy() {}

    /** The events of a ledger, as text. */
    static void out(DeskLedger ledger, Path file) {
        ledger.read(connection -> {
            try (OutputStream rows = Files.newOutputStream(file)) {
                return copy(connection).copyOut("COPY event TO STDOUT", rows);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Into a table with the same columns, keys and indexes. */
    static void in(DeskLedger ledger, Path file) {
        ledger.change(connection -> {
            try (var statement = connection.createStatement();
                    InputStream rows = Files.newInputStream(file)) {
                statement.execute("CREATE TABLE plain_event (LIKE event INCLUDING INDEXES)");
                return copy(connection).copyIn("COPY plain_event FROM STDIN", rows);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static CopyManager copy(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }
}
