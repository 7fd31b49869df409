package dev.sgate.vendor.ledger;

import dev.sgate.store.LedgerFailure;
import dev.sgate.store.Sql;
import dev.sgate.store.Transaction;
import dev.sgate.vendor.BadInput;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A ledger in a PostgreSQL database. Writers take one lock for the length of their transaction: each writes to the audit chain,
 * which has one end, so they would wait for each other anyway (ADR 0014). Readers never wait.
 */
record PostgresDialect(PostgresUrl url) implements Dialect {
    /** {@code SGDK}: the name of our lock in its database. */
    private static final long LOCK = 1_397_179_467L;

    private static final int CONNECT_SECONDS = 10;

    /** As long as on SQLite. */
    private static final int LOCK_SECONDS = 10;

    /**
     * Tables are looked into by their keys, whatever the server believes of their size: the plan that it makes for an empty table
     * would serve an import to its millionth row.
     */
    private static final String KEYS_ALONE = "SET LOCAL enable_seqscan = off; SET LOCAL jit = off";

    /** The state of an answer that a lock was waited for in vain. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** Rows that are fetched at once, so that a million of them do not fill the memory. */
    private static final int FETCHED_ROWS = 1_000;

    /** The tables of names, and of what names them. */
    private static final List<String> SCRUBBED = List.of("customer_key", "customer", "tenant", "bundle");

    @Override
    public Connection open() throws SQLException {
        Connection connection = source().getConnection(url.user(), password().orElse(null));
        try {
            connection.setAutoCommit(false);
            if (!read(connection, PostgresSchema::isNewest)) {
                write(connection, PostgresSchema::upgrade);
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Where neither the URL nor the environment has a password, the driver looks into {@code ~/.pgpass}. */
    private Optional<String> password() {
        return url.password().or(() -> Optional.ofNullable(System.getenv("PGPASSWORD")));
    }

    private PGSimpleDataSource source() throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {url.host()});
        source.setPortNumbers(new int[] {url.port()});
        source.setDatabaseName(url.database());
        source.setApplicationName("sgate-desk");
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setDefaultRowFetchSize(FETCHED_ROWS);
        source.setReWriteBatchedInserts(true);
        for (var option : url.options().entrySet()) {
            source.setProperty(option.getKey(), option.getValue());
        }
        return source;
    }

    @Override
    public void backUp(Connection connection, Path file) {
        throw new BadInput("PostgreSQL has its own tool for that: pg_dump --format=custom --file=" + file);
    }

    /** Writes the tables anew that held what was deleted; the server's own log is its keeper's. */
    @Override
    public void scrub(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        try {
            for (String table : SCRUBBED) {
                Sql.script(connection, "VACUUM FULL " + table);
            }
        } finally {
            connection.setAutoCommit(false);
        }
    }

    @Override
    public <T> T write(Connection connection, Transaction.Work<T> work) throws SQLException {
        return run(connection, PostgresDialect::lock, work);
    }

    @Override
    public <T> T read(Connection connection, Transaction.Work<T> work) throws SQLException {
        return run(connection, PostgresDialect::fix, work);
    }

    /**
     * Waits while another desk writes, but not for ever. Gives the lock back by itself when the transaction ends. Whatever the server
     * is set to, what was committed before the lock came is seen, and a commit is on the disk when it returns.
     *
     * @throws LedgerFailure if another desk goes on writing for {@value #LOCK_SECONDS} seconds
     */
    private static int lock(Connection connection) throws SQLException {
        Sql.update(connection, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE");
        Sql.update(connection, "SET LOCAL synchronous_commit = on");
        Sql.update(connection, "SET LOCAL lock_timeout = '" + LOCK_SECONDS + "s'");
        Sql.script(connection, KEYS_ALONE);
        try {
            return takeLock(connection);
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw new LedgerFailure("another desk has been writing to the ledger for " + LOCK_SECONDS
                        + " seconds; nothing was changed, try again when it is done");
            }
            throw e;
        }
    }

    private static int takeLock(Connection connection) throws SQLException {
        return Sql.list(connection, "SELECT 1 FROM pg_advisory_xact_lock(?)", row -> LOCK, LOCK)
                .size();
    }

    private static int fix(Connection connection) throws SQLException {
        return Sql.update(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    }

    private static <T> T run(Connection connection, Transaction.Work<Integer> begin, Transaction.Work<T> work)
            throws SQLException {
        try {
            begin.run(connection);
            T result = work.run(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Throwable why) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // the server is gone, and the transaction with it; the first failure is the one to tell of
            why.addSuppressed(e);
        }
    }
}
