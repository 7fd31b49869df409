package dev.sgate.campaign.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The appliance's database, copied away with its write-ahead log before it is opened: looking must not repair anything. */
final class LedgerCopy implements AutoCloseable {
    /** One row, as text; {@code null} stands as an empty text. */
    record Row(List<String> values) {
        String text(int column) {
            return values.get(column);
        }

        long number(int column) {
            return values.get(column).isEmpty() ? 0 : Long.parseLong(values.get(column));
        }
    }

    private final Connection connection;

    private LedgerCopy(Connection connection) {
        this.connection = connection;
    }

    /** Empty where there is no database, or none with a table yet. */
    static Optional<LedgerCopy> open(Path state, Path scratch) throws IOException, SQLException {
        Path database = state.resolve("sgate.db");
        if (!Files.exists(database)) {
            return Optional.empty();
        }
        Files.createDirectories(scratch);
        for (String ending : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(scratch.resolve("copy.db" + ending));
        }
        for (String ending : List.of("", "-wal")) {
            Path file = state.resolve("sgate.db" + ending);
            if (Files.exists(file)) {
                Files.copy(file, scratch.resolve("copy.db" + ending), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        LedgerCopy copy = new LedgerCopy(DriverManager.getConnection("jdbc:sqlite:" + scratch.resolve("copy.db")));
        if (copy.schema() == 0) {
            copy.close();
            return Optional.empty();
        }
        return Optional.of(copy);
    }

    /** How many of the steps to today's tables it has gone: each is a transaction of its own. */
    long schema() throws SQLException {
        return one("PRAGMA user_version").number(0);
    }

    boolean hasTable(String name) throws SQLException {
        return first("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '" + name + "'")
                .isPresent();
    }

    List<Row> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<Row> rows = new ArrayList<>();
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    String value = result.getString(i);
                    values.add(value == null ? "" : value);
                }
                rows.add(new Row(values));
            }
            return rows;
        }
    }

    Row one(String sql) throws SQLException {
        return rows(sql).getFirst();
    }

    Optional<Row> first(String sql) throws SQLException {
        return rows(sql).stream().findFirst();
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
