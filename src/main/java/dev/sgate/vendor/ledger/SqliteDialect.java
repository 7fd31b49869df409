package dev.sgate.vendor.ledger;

import dev.sgate.store.LedgerFailure;
import dev.sgate.store.Row;
import dev.sgate.store.Schema;
import dev.sgate.store.Sql;
import dev.sgate.store.SqliteFile;
import dev.sgate.store.Transaction;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A ledger in one SQLite file, readable by its owner alone (ADR 0006). A second writer waits for up to 10 seconds. */
record SqliteDialect(Path file) implements Dialect {
    private static final Schema SCHEMA = new Schema(
            DeskLedger.class,
            List.of(
                    "001-desk.sql",
                    "002-desk.sql",
                    "003-reconcile.sql",
                    "004-audit.sql",
                    "005-event-id.sql",
                    "006-customers.sql"));

    /** {@code SGDK}, as the schema sets it. */
    private static final long APPLICATION_ID = 1_397_179_467L;

    /** Outside the heap, taken as it is needed: an import of a million events changes many pages before it commits. */
    private static final int CACHE_KIB = 64 * 1024;

    @Override
    public Connection open() throws SQLException {
        create();
        refuseForeign();
        Connection connection = new SqliteFile(file).openWriter();
        try {
            Transaction.read(connection, this::requireOurs);
            SCHEMA.upgrade(connection);
            Sql.script(connection, "PRAGMA cache_size = -" + CACHE_KIB);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void create() {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException there) {
            // the usual case
        } catch (IOException e) {
            throw new LedgerFailure("the ledger " + file + " cannot be made", e);
        }
    }

    /** Before SQLite opens it: that would change it. */
    private void refuseForeign() {
        try {
            if (SqliteHeader.isForeign(file, APPLICATION_ID)) {
                throw foreign();
            }
        } catch (IOException e) {
            throw new LedgerFailure("the ledger " + file + " cannot be read", e);
        }
    }

    private LedgerFailure foreign() {
        return new LedgerFailure(file + " is not the ledger of a vendor's desk");
    }

    /** Ours, or a file with nothing in it yet. Says how many tables it has. */
    private long requireOurs(Connection connection) throws SQLException {
        Row.Reader<Long> number = row -> row.integer("n");
        long tables = Sql.find(connection, "SELECT count(*) AS n FROM sqlite_schema", number)
                .orElseThrow();
        boolean empty = tables == 0 && pragma(connection, "user_version") == 0;
        if (!empty && pragma(connection, "application_id") != APPLICATION_ID) {
            throw foreign();
        }
        return tables;
    }

    private static long pragma(Connection connection, String name) throws SQLException {
        Row.Reader<Long> value = row -> row.integer(name);
        return Sql.find(connection, "PRAGMA " + name, value).orElseThrow();
    }

    @Override
    public void backUp(Connection connection, Path copy) throws SQLException {
        Sql.update(connection, "VACUUM INTO ?", copy.toString());
    }

    /** Writes the file anew, and empties the log beside it. */
    @Override
    public void scrub(Connection connection) throws SQLException {
        Sql.script(connection, "VACUUM");
        boolean busy = Sql.find(connection, "PRAGMA wal_checkpoint(TRUNCATE)", row -> row.integer("busy"))
                .filter(word -> word == 0)
                .isEmpty();
        if (busy) {
            throw new LedgerFailure("another desk reads the ledger; what was erased is still in the file "
                    + file.getFileName() + "-wal: do it again when it is done");
        }
    }

    @Override
    public <T> T write(Connection connection, Transaction.Work<T> work) throws SQLException {
        return Transaction.write(connection, work);
    }

    @Override
    public <T> T read(Connection connection, Transaction.Work<T> work) throws SQLException {
        return Transaction.read(connection, work);
    }
}
