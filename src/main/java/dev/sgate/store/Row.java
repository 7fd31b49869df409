package dev.sgate.store;

import dev.sgate.release.SemVer;
import dev.sgate.seal.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The current row of a result, its columns read as our own types; the reverse of what {@link Sql} binds. */
final class Row {
    /** Makes a value of one row. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    private final ResultSet result;

    Row(ResultSet result) {
        this.result = result;
    }

    String text(String column) throws SQLException {
        return result.getString(column);
    }

    Optional<String> findText(String column) throws SQLException {
        return Optional.ofNullable(result.getString(column));
    }

    /** Text with one element a line. */
    List<String> lines(String column) throws SQLException {
        return List.of(text(column).split("\n", -1));
    }

    long integer(String column) throws SQLException {
        return result.getLong(column);
    }

    byte[] bytes(String column) throws SQLException {
        return result.getBytes(column);
    }

    Instant time(String column) throws SQLException {
        return Instant.parse(text(column));
    }

    Optional<Instant> findTime(String column) throws SQLException {
        return findText(column).map(Instant::parse);
    }

    UUID uuid(String column) throws SQLException {
        return UUID.fromString(text(column));
    }

    Sha256 digest(String column) throws SQLException {
        return new Sha256(text(column));
    }

    SemVer version(String column) throws SQLException {
        return new SemVer(text(column));
    }
}
