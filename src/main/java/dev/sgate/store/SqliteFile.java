package dev.sgate.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.SQLiteConfig;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * The database file and the ways to open it. The URL is a constant: a path is handed over as a path, because the driver takes
 * parts of a URL for commands (CVE-2023-32697).
 */
public record SqliteFile(Path path) {
    private static final String URL = "jdbc:sqlite:";

    /** How long a statement waits for another process that writes. */
    private static final int BUSY_TIMEOUT_MILLIS = 10_000;

    public SqliteFile {
        path = path.toAbsolutePath();
        if (path.toString().indexOf('?') >= 0) {
            throw new IllegalArgumentException("the driver does not take a path with a question mark: " + path);
        }
    }

    /** The one connection that writes. Each commit is on the disk when it returns (WAL, synchronous=FULL). */
    public Connection openWriter() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        return open(config);
    }

    /** A connection that reads what is committed, and can write nothing. */
    public Connection openReader() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        return open(config);
    }

    /** A database that is gone when it is closed. */
    static Connection openMemory() throws SQLException {
        return new JDBC4Connection(URL, ":memory:", new Properties());
    }

    private Connection open(SQLiteConfig config) throws SQLException {
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        Properties properties = config.toProperties();
        return new JDBC4Connection(URL, path.toString(), properties);
    }
}
