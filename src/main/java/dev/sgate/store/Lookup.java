package dev.sgate.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One question asked many times: prepared once. Values are bound as {@link Sql} binds them. */
public final class Lookup<T> implements AutoCloseable {
    private final PreparedStatement statement;
    private final Row.Reader<T> reader;

    private Lookup(PreparedStatement statement, Row.Reader<T> reader) {
        this.statement = statement;
        this.reader = reader;
    }

    /** Prepares the SELECT. */
    public static <T> Lookup<T> of(Connection connection, String sql, Row.Reader<T> reader) throws SQLException {
        return new Lookup<>(connection.prepareStatement(sql), reader);
    }

    /** The first row for these values, if there is one. */
    public Optional<T> find(Object... values) throws SQLException {
        Sql.bind(statement, values);
        try (ResultSet result = statement.executeQuery()) {
            return result.next() ? Optional.of(reader.read(new Row(result))) : Optional.empty();
        }
    }

    /** All rows for these values. */
    public List<T> list(Object... values) throws SQLException {
        Sql.bind(statement, values);
        List<T> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery()) {
            Row row = new Row(result);
            while (result.next()) {
                rows.add(reader.read(row));
            }
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
