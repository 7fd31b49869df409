package dev.sgate.store;

import dev.sgate.release.SemVer;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The current row of a result, its columns read as our own types; the reverse of what {@link Sql} binds. */
public final class Row {
    /** Makes a value of one row. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    private final ResultSet result;

    Row(ResultSet result) {
        this.result = result;
    }

    public String text(String column) throws SQLException {
        return result.getString(column);
    }

    public Optional<String> findText(String column) throws SQLException {
        return Optional.ofNullable(result.getString(column));
    }

    /** Text with one element a line. */
    public List<String> lines(String column) throws SQLException {
        return List.of(text(column).split("\n", -1));
    }

    /** Key ids as {@link Sql#signers} wrote them. */
    Set<Kid> signers(String column) throws SQLException {
        return Arrays.stream(text(column).split(" ", -1))
                .filter(kid -> !kid.isEmpty())
                .map(Kid::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    public long integer(String column) throws SQLException {
        return result.getLong(column);
    }

    public Optional<Long> findInteger(String column) throws SQLException {
        long value = result.getLong(column);
        return result.wasNull() ? Optional.empty() : Optional.of(value);
    }

    public byte[] bytes(String column) throws SQLException {
        return result.getBytes(column);
    }

    public Instant time(String column) throws SQLException {
        return StoredTime.parse(text(column));
    }

    public Optional<Instant> findTime(String column) throws SQLException {
        return findText(column).map(StoredTime::parse);
    }

    public UUID uuid(String column) throws SQLException {
        return UUID.fromString(text(column));
    }

    public Sha256 digest(String column) throws SQLException {
        return new Sha256(text(column));
    }

    public SemVer version(String column) throws SQLException {
        return new SemVer(text(column));
    }
}
