package dev.sgate.store;

import dev.sgate.station.CrashPoint;
import java.sql.Connection;
import java.sql.SQLException;

/** All or nothing: whatever goes wrong inside, nothing of it stays. */
public final class Transaction {
    /** What is done in it. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private Transaction() {}

    /** Takes the write lock first, so that it cannot fail half-way for want of it. Synced when it returns. */
    public static <T> T write(Connection connection, Work<T> work) throws SQLException {
        T result = run(connection, "BEGIN IMMEDIATE", inside -> {
            T done = work.run(inside);
            CrashPoint.BEFORE_COMMIT.reached();
            return done;
        });
        CrashPoint.AFTER_COMMIT.reached();
        return result;
    }

    /** Sees one committed state, however many statements it takes. */
    public static <T> T read(Connection connection, Work<T> work) throws SQLException {
        return run(connection, "BEGIN", work);
    }

    private static <T> T run(Connection connection, String begin, Work<T> work) throws SQLException {
        Sql.script(connection, begin);
        try {
            T result = work.run(connection);
            Sql.script(connection, "COMMIT");
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Throwable why) {
        try {
            Sql.script(connection, "ROLLBACK");
        } catch (SQLException e) {
            // a full disk has rolled back by itself; the first failure is the one to tell of
            why.addSuppressed(e);
        }
    }
}
