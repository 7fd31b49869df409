package dev.sgate.store;

import dev.sgate.release.SemVer;
import dev.sgate.seal.WireText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Takes the rows out of a damaged database that look as they must and that a fresh one lets in, table by table. */
final class RowSalvage {
    private static final List<String> TABLES = List.of(
            "opened_pool",
            "seat",
            "device",
            "instance",
            "instance_name",
            "new_seat",
            "confirmation",
            "key_revocation",
            "quarantine",
            "remembered",
            "fork",
            "held_back_pool");

    private static final Predicate<String> DIGEST = matching("[0-9a-f]{64}");
    private static final Predicate<String> UUID =
            matching("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Predicate<String> TIME = matching(
                    "[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z")
            .and(RowSalvage::isOnTheCalendar);

    /** What a column's text must look like; other columns may hold anything that their table lets in. */
    private static final Map<String, Predicate<String>> SHAPES = Map.ofEntries(
            Map.entry("license_id", UUID),
            Map.entry("instance", UUID),
            Map.entry("device", DIGEST),
            Map.entry("fingerprint", DIGEST),
            Map.entry("identity", DIGEST),
            Map.entry("digest", DIGEST),
            Map.entry("claimed_head", DIGEST),
            Map.entry("app_name", WireText::isName),
            Map.entry("version", RowSalvage::isVersion),
            Map.entry("opened_at", TIME),
            Map.entry("confirmed_at", TIME),
            Map.entry("file_issued_at", TIME),
            Map.entry("issued_at", TIME),
            Map.entry("expires_at", TIME),
            Map.entry("told_at", TIME),
            Map.entry("first_seen", TIME),
            Map.entry("last_seen", TIME),
            Map.entry("free_from", TIME),
            Map.entry("since", TIME),
            Map.entry("at", TIME));

    private final Connection damaged;
    private final Connection fresh;

    RowSalvage(Connection damaged, Connection fresh) {
        this.damaged = damaged;
        this.fresh = fresh;
    }

    private static Predicate<String> matching(String pattern) {
        return Pattern.compile(pattern).asMatchPredicate();
    }

    private static boolean isVersion(String text) {
        return SemVer.find(text).isPresent();
    }

    private static boolean isOnTheCalendar(String time) {
        try {
            Instant.parse(time);
            return true;
        } catch (DateTimeParseException notADay) {
            return false;
        }
    }

    void copy() throws SQLException {
        for (String table : TABLES) {
            copyTable(table);
        }
    }

    /** Row by row, up to the first page that cannot be read; then from the other end. */
    private void copyTable(String table) throws SQLException {
        for (String order : List.of("ASC", "DESC")) {
            try (PreparedStatement statement =
                            damaged.prepareStatement("SELECT * FROM " + table + " ORDER BY 1 " + order);
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    copyRow(table, rows);
                }
                return;
            } catch (SQLException endsHere) {
                LedgerDamage.requireUnreadable(endsHere);
            }
        }
    }

    private void copyRow(String table, ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        List<String> names = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            Optional<Object> value = Optional.ofNullable(row.getObject(i));
            Predicate<String> shape = SHAPES.get(columns.getColumnName(i));
            if (shape != null && value.isPresent() && !shape.test(value.get().toString())) {
                return;
            }
            names.add(columns.getColumnName(i));
            values.add(value.map(RowSalvage::bindable).orElse(Optional.empty()));
        }
        insert(
                "INSERT OR IGNORE INTO " + table + " (" + String.join(", ", names) + ") VALUES ("
                        + "?, ".repeat(names.size() - 1) + "?)",
                values);
    }

    private static Object bindable(Object value) {
        return value instanceof Number number ? number.longValue() : value;
    }

    /** A row that its table does not let in is left out. */
    private void insert(String sql, List<Object> values) {
        try {
            Sql.update(fresh, sql, values.toArray());
        } catch (SQLException refused) {
            if ((refused.getErrorCode() & 0xff) != org.sqlite.SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
                throw new LedgerFailure("what was read cannot be kept", refused);
            }
        }
    }
}
