package dev.sgate.store;

import dev.sgate.seal.Kid;
import dev.sgate.seal.Payloads;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One statement with its values. Values are bound, never written into the SQL: numbers and bytes as they are, an empty {@link
 * Optional} as NULL, a time as the wire writes it, a list as one element a line, anything else as its text.
 */
public final class Sql {
    private Sql() {}

    /** Changes rows, and says how many. */
    public static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    /** Changes the one row that must be there. */
    public static void updateOne(Connection connection, String sql, Object... values) throws SQLException {
        if (update(connection, sql, values) != 1) {
            throw new IllegalStateException("no such row: " + List.of(values));
        }
    }

    /** All rows. */
    public static <T> List<T> list(Connection connection, String sql, Row.Reader<T> reader, Object... values)
            throws SQLException {
        List<T> rows = new ArrayList<>();
        each(connection, sql, reader, rows::add, values);
        return rows;
    }

    /** The first row, if there is one. */
    public static <T> Optional<T> find(Connection connection, String sql, Row.Reader<T> reader, Object... values)
            throws SQLException {
        return list(connection, sql, reader, values).stream().findFirst();
    }

    /** Hands over row by row, without holding them all. */
    public static <T> void each(
            Connection connection, String sql, Row.Reader<T> reader, Consumer<T> each, Object... values)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values);
                ResultSet result = statement.executeQuery()) {
            Row row = new Row(result);
            while (result.next()) {
                each.accept(reader.read(row));
            }
        }
    }

    /** Runs SQL that takes no values: a migration, {@code BEGIN}, {@code COMMIT}. */
    public static void script(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** Elements that hold no line feed, one a line. */
    public static String lines(Collection<String> elements) {
        return String.join("\n", elements);
    }

    /** Key ids in order, separated by a space. */
    static String signers(Set<Kid> signers) {
        return signers.stream().sorted().map(Kid::value).collect(Collectors.joining(" "));
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            bind(statement, values);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    /** Binds all values, from the first on. */
    static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            bind(statement, i + 1, values[i]);
        }
    }

    private static void bind(PreparedStatement statement, int at, Object value) throws SQLException {
        switch (value) {
            case Optional<?> optional when optional.isEmpty() -> statement.setObject(at, null);
            case Optional<?> optional -> bind(statement, at, optional.get());
            case Long integer -> statement.setLong(at, integer);
            case Integer integer -> statement.setInt(at, integer);
            case Boolean bool -> statement.setInt(at, bool ? 1 : 0);
            case byte[] bytes -> statement.setBytes(at, bytes);
            case Instant time -> statement.setString(at, Payloads.time(time));
            default -> statement.setString(at, value.toString());
        }
    }
}
