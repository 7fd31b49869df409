package dev.sgate.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * One statement for many rows: prepared once, sent {@value #ROWS} rows at a time. Values are bound as {@link Sql} binds them. Rows
 * that were added may not be in the database yet; {@link #flush} and {@link #close} send them. Keep it within one transaction: a
 * row that the database does not take fails the call that sends it, not the one that added it.
 */
public final class Batch implements AutoCloseable {
    private static final int ROWS = 1_000;

    private final PreparedStatement statement;
    private int waiting;
    private long changed;

    private Batch(PreparedStatement statement) {
        this.statement = statement;
    }

    /** Prepares the statement: an INSERT, an UPDATE or a DELETE. */
    public static Batch of(Connection connection, String sql) throws SQLException {
        return new Batch(connection.prepareStatement(sql));
    }

    /** Adds one row. */
    public void add(Object... values) throws SQLException {
        Sql.bind(statement, values);
        statement.addBatch();
        waiting++;
        if (waiting == ROWS) {
            flush();
        }
    }

    /** Sends what waits. */
    public void flush() throws SQLException {
        if (waiting > 0) {
            waiting = 0;
            changed += Arrays.stream(statement.executeBatch())
                    .mapToLong(rows -> rows == PreparedStatement.SUCCESS_NO_INFO ? 1 : rows)
                    .sum();
        }
    }

    /**
     * Rows sent so far. Exact where each row is inserted or fails; where the statement has ON CONFLICT, count before and after
     * instead, for PostgreSQL does not say which rows of a batch it left out.
     */
    public long sent() {
        return changed;
    }

    /** Sends what waits and gives the statement back. */
    @Override
    public void close() throws SQLException {
        try (statement) {
            flush();
        }
    }
}
