package dev.sgate.campaign.scenario;

import dev.sgate.campaign.site.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A state folder as the product's first version would have left it: its keys, its applications, and its database with as much of today's
 * rows as the first tables can hold. That version kept nothing beside the database.
 */
final class OldState {
    private static final String TABLES =
            "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";

    /** The later of the marks of all signers: the first line of each, behind the word {@code mark}. */
    private static final String MARK =
            "INSERT INTO mark SELECT 1, max(substr(state, 6, instr(state, char(10)) - 6)) FROM today.remembered_time";

    private OldState() {}

    /** @param state of a daemon of today that was stopped in order; changed here */
    static void make(Path state) throws IOException {
        for (Path file : keptBeside(state)) {
            if (Files.isDirectory(file)) {
                Folders.delete(file);
            } else {
                Files.deleteIfExists(file);
            }
        }
        Path today = Files.move(state.resolve("sgate.db"), state.resolve("today.db"));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + state.resolve("sgate.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.executeUpdate(firstSchema());
            statement.executeUpdate("ATTACH '" + today + "' AS today");
            for (String table : names(statement, TABLES)) {
                fill(statement, table);
            }
            statement.executeUpdate(MARK);
            statement.executeUpdate("PRAGMA user_version = 1");
        } catch (SQLException e) {
            throw new IOException(e);
        }
        Files.delete(today);
    }

    private static List<Path> keptBeside(Path state) throws IOException {
        List<Path> files = new ArrayList<>(
                List.of(state.resolve("kept"), state.resolve("mark"), state.resolve("keys/personal.key")));
        try (Stream<Path> apps = Files.list(state.resolve("apps"))) {
            apps.map(app -> app.resolve("origins")).forEach(files::add);
        }
        return files;
    }

    private static String firstSchema() throws IOException {
        try (InputStream in = OldState.class.getResourceAsStream("/dev/sgate/store/001-ledger.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The columns that the table has in both versions. */
    private static void fill(Statement statement, String table) throws SQLException {
        String common = "SELECT old.name FROM pragma_table_info('" + table + "', 'main') old"
                + " JOIN pragma_table_info('" + table + "', 'today') USING (name)";
        String columns = String.join(", ", names(statement, common));
        if (!columns.isEmpty()) {
            statement.executeUpdate("DELETE FROM main." + table);
            statement.executeUpdate(
                    "INSERT INTO main.%1$s (%2$s) SELECT %2$s FROM today.%1$s".formatted(table, columns));
        }
    }

    private static List<String> names(Statement statement, String query) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
