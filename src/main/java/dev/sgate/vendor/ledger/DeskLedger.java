package dev.sgate.vendor.ledger;

import dev.sgate.store.LedgerFailure;
import dev.sgate.store.Transaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The vendor's database of record, a SQLite file or a PostgreSQL database: what was sold and minted, what came back, and who did
 * what. Each change is one transaction that is on the disk when it returns. Several desks may share a ledger; one of these is for
 * use by one thread.
 */
public final class DeskLedger implements AutoCloseable {
    private final LedgerPlace place;
    private final Dialect dialect;
    private final Connection connection;
    private boolean atWork;

    private DeskLedger(LedgerPlace place, Dialect dialect, Connection connection) {
        this.place = place;
        this.dialect = dialect;
        this.connection = connection;
    }

    /** Opens the ledger in this SQLite file; see {@link #open(LedgerPlace)}. */
    public static DeskLedger open(Path file) {
        return open(new LedgerPlace.File(file));
    }

    /**
     * Opens the ledger; makes it where there is none: a file readable by its owner alone, or tables in an empty database. An older
     * ledger is brought up to date.
     *
     * @throws LedgerFailure if it does not open, is not a desk's, or a newer version of this product wrote it
     */
    public static DeskLedger open(LedgerPlace place) {
        Dialect dialect = dialect(place);
        DeskLedger ledger;
        try {
            ledger = new DeskLedger(place, dialect, dialect.open());
        } catch (SQLException e) {
            throw new LedgerFailure("the ledger " + place + " does not open", e);
        }
        try {
            ledger.sealClearNames();
            return ledger;
        } catch (RuntimeException e) {
            ledger.close();
            throw e;
        }
    }

    /** Names of customers were in clear in earlier versions; also where they lay in the files they are taken out. */
    private void sealClearNames() {
        if (read(CustomerTable::hasClearOnes)) {
            change(CustomerTable::sealClearOnes);
            scrub();
            change(CustomerTable::forgetClearOnes);
        }
    }

    private static Dialect dialect(LedgerPlace place) {
        return switch (place) {
            case LedgerPlace.File(Path path) -> new SqliteDialect(path);
            case LedgerPlace.Server(PostgresUrl url) -> new PostgresDialect(url);
        };
    }

    /** Where it is, for messages: without a password. */
    public LedgerPlace place() {
        return place;
    }

    /**
     * Does all of the work or none of it, alone: what it reads, nobody changes before it is over.
     *
     * @throws LedgerFailure if the database does not take it; then nothing was changed
     */
    public <T> T change(Transaction.Work<T> work) {
        return transact(() -> dialect.write(connection, work), "does not take this");
    }

    /** Reads one committed state. */
    public <T> T read(Transaction.Work<T> work) {
        return transact(() -> dialect.read(connection, work), "cannot be read");
    }

    /** Copies one committed state into this empty file; see {@link Dialect#backUp}. */
    void backUp(Path file) {
        transact(
                () -> {
                    dialect.backUp(connection, file);
                    return file;
                },
                "cannot be copied to " + file);
    }

    /**
     * Takes what was deleted out of the database's files, too: to be done after a customer was erased (E17). Takes as long as copying
     * the ledger.
     *
     * @throws LedgerFailure if another desk is at work at this moment; to be done again
     */
    public void scrub() {
        transact(
                () -> {
                    dialect.scrub(connection);
                    return place;
                },
                "still holds what was erased; do it again when nobody else works with it");
    }

    private interface Step<T> {
        T run() throws SQLException;
    }

    private <T> T transact(Step<T> step, String failure) {
        if (atWork) {
            throw new IllegalStateException("a transaction inside another one");
        }
        atWork = true;
        try {
            return step.run();
        } catch (SQLException e) {
            throw new LedgerFailure("the ledger " + place + " " + failure, e);
        } finally {
            atWork = false;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new LedgerFailure("the ledger " + place + " does not close", e);
        }
    }
}
