package dev.sgate.vendor.ledger;

import dev.sgate.store.LedgerFailure;
import dev.sgate.store.Row;
import dev.sgate.store.Schema;
import dev.sgate.store.Sql;
import dev.sgate.store.SqliteFile;
import dev.sgate.store.Transaction;
import dev.sgate.vendor.BadInput;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The vendor's database of record, one SQLite file: what was minted, and what came back. Each change is one transaction that is on
 * the disk when it returns. Two desks may share a file; for use by one thread.
 */
public final class DeskLedger implements AutoCloseable {
    private static final Schema SCHEMA = new Schema(DeskLedger.class, List.of("001-desk.sql"));

    /** {@code SGDK}, as the schema sets it. */
    private static final long APPLICATION_ID = 1_397_179_467L;

    private final Path file;
    private final Connection connection;

    private DeskLedger(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /**
     * Opens the ledger; makes it, readable by its owner alone, where there is none.
     *
     * @throws LedgerFailure if it does not open, is not a desk's, or a newer version of this product wrote it
     */
    public static DeskLedger open(Path file) {
        create(file);
        try {
            Connection connection = new SqliteFile(file).openWriter();
            try {
                requireOurs(file, connection);
                SCHEMA.upgrade(connection);
                return new DeskLedger(file, connection);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new LedgerFailure("the ledger " + file + " does not open", e);
        }
    }

    private static void create(Path file) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException there) {
            // the usual case
        } catch (IOException e) {
            throw new LedgerFailure("the ledger " + file + " cannot be made", e);
        }
    }

    private static void requireOurs(Path file, Connection connection) throws SQLException {
        boolean empty = pragma(connection, "user_version") == 0;
        if (!empty && pragma(connection, "application_id") != APPLICATION_ID) {
            throw new LedgerFailure(file + " is not the ledger of a vendor's desk");
        }
    }

    private static long pragma(Connection connection, String name) throws SQLException {
        Row.Reader<Long> value = row -> row.integer(name);
        return Sql.find(connection, "PRAGMA " + name, value).orElseThrow();
    }

    /**
     * Puts the license's key on every revocation list from now on; once revoked, it stays so.
     *
     * @throws BadInput if there is no such license
     */
    public void revoke(UUID license, Instant now) {
        if (!change(connected -> MintTable.revoke(connected, license, now))) {
            throw new BadInput("the ledger knows no license " + license);
        }
    }

    /** Does all of the work or none of it. */
    public <T> T change(Transaction.Work<T> work) {
        try {
            return Transaction.write(connection, work);
        } catch (SQLException e) {
            throw new LedgerFailure("the ledger " + file + " does not take this", e);
        }
    }

    /** Reads one committed state. */
    public <T> T read(Transaction.Work<T> work) {
        try {
            return Transaction.read(connection, work);
        } catch (SQLException e) {
            throw new LedgerFailure("the ledger " + file + " cannot be read", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new LedgerFailure("the ledger " + file + " does not close", e);
        }
    }
}
