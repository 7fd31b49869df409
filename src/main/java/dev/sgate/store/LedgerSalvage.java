package dev.sgate.store;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventLine;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.WireText;
import dev.sgate.station.StateChange;
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
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a damaged database what can still be read and proves itself, or harms nobody where it is wrong: the end of the
 * journal's chain, seats with their devices and instances, and what holds somebody back. What the vendor signed is not taken from
 * here: it is kept beside the ledger, and proves itself there.
 */
final class LedgerSalvage {
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
            .and(LedgerSalvage::isOnTheCalendar);
    private static final Pattern PREVIOUS = Pattern.compile("\"prev\":\"([0-9a-f]{64})\"");

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
            Map.entry("version", LedgerSalvage::isVersion),
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

    private LedgerSalvage(Connection damaged, Connection fresh) {
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

    /** Copies what it can, and never fails because of what it finds. */
    static void copy(SqliteFile from, Connection fresh, EventCipher cipher, Optional<ChainHead> witnessed)
            throws SQLException {
        try (Connection damaged = from.openReader()) {
            LedgerSalvage salvage = new LedgerSalvage(damaged, fresh);
            for (String table : TABLES) {
                salvage.copyTable(table);
            }
            salvage.copyJournal(cipher.opener(), witnessed);
        } catch (SQLException unreadable) {
            if (LedgerDamage.in(new LedgerFailure("nothing to salvage", unreadable), true)
                    .isEmpty()) {
                throw unreadable;
            }
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
                requireDamage(endsHere);
            }
        }
    }

    private static void requireDamage(SQLException failure) throws SQLException {
        if (LedgerDamage.in(new LedgerFailure("unreadable", failure), true).isEmpty()) {
            throw failure;
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
            values.add(value.map(LedgerSalvage::bindable).orElse(Optional.empty()));
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
    private void insert(String sql, List<Object> values) throws SQLException {
        try {
            Sql.update(fresh, sql, values.toArray());
        } catch (SQLException refused) {
            if ((refused.getErrorCode() & 0xff) != org.sqlite.SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
                throw refused;
            }
        }
    }

    /** The end of a chain, from its first line on. */
    private record Tail(ChainHead before, ChainHead end) {}

    private void copyJournal(EventCipher.Opener opener, Optional<ChainHead> witnessed) throws SQLException {
        Optional<Tail> tail = Optional.empty();
        try {
            tail = tail(opener, witnessed.orElse(ChainHead.EMPTY));
        } catch (SQLException unreadable) {
            requireDamage(unreadable);
        }
        if (tail.isPresent()) {
            copyEvents(tail.get());
        } else if (witnessed.isEmpty()) {
            continueBehindItsHead();
        }
    }

    /** The last resort: nothing proves it, and a number that was used before would look like a fork to the vendor. */
    private void continueBehindItsHead() throws SQLException {
        try {
            ChainHead head = JournalTable.head(damaged);
            JournalTable.continueBehind(fresh, new StateChange.JournalContinued(head, ChainHead.EMPTY, 0));
        } catch (SQLException | IllegalArgumentException | NoSuchElementException unreadable) {
            // then the journal begins anew
        }
    }

    /**
     * The lines from the newest one back to the first that does not open or does not link. Nothing where they do not reach what the
     * witness knows: then the newest events are lost, and so are those before them.
     */
    private Optional<Tail> tail(EventCipher.Opener opener, ChainHead witnessed) throws SQLException {
        Optional<Tail> tail = Optional.empty();
        boolean reaches = witnessed.seq() == 0;
        try (PreparedStatement statement =
                        damaged.prepareStatement("SELECT seq, id, nonce, sealed FROM event ORDER BY seq DESC");
                ResultSet rows = statement.executeQuery()) {
            Row row = new Row(rows);
            while (rows.next()) {
                Optional<EventLine> event = open(opener, row);
                Optional<ChainHead> before = event.flatMap(LedgerSalvage::before);
                if (before.isEmpty() || !links(event.get(), tail)) {
                    break;
                }
                reaches |= event.get().head().equals(witnessed) || before.get().equals(witnessed);
                ChainHead end = tail.map(Tail::end).orElse(event.get().head());
                tail = Optional.of(new Tail(before.get(), end));
            }
        } catch (SQLException endsHere) {
            requireDamage(endsHere);
        }
        return reaches ? tail : Optional.empty();
    }

    private static boolean links(EventLine event, Optional<Tail> tail) {
        return tail.map(behind -> behind.before().equals(event.head())).orElse(true);
    }

    private static Optional<EventLine> open(EventCipher.Opener opener, Row row) throws SQLException {
        long seq = row.integer("seq");
        try {
            byte[] line = opener.open(seq, new EventCipher.Sealed(row.bytes("nonce"), row.bytes("sealed")));
            return Optional.of(new EventLine(seq, row.uuid("id"), line));
        } catch (LedgerFailure | IllegalArgumentException | NullPointerException damagedRow) {
            return Optional.empty();
        }
    }

    private static Optional<ChainHead> before(EventLine event) {
        Matcher previous = PREVIOUS.matcher(event.text());
        return previous.find()
                ? Optional.of(new ChainHead(event.seq() - 1, new Sha256(previous.group(1))))
                : Optional.empty();
    }

    private void copyEvents(Tail tail) throws SQLException {
        Sql.each(
                damaged,
                "SELECT seq, id, nonce, sealed FROM event WHERE seq > ? ORDER BY seq",
                row -> List.<Object>of(row.integer("seq"), row.text("id"), row.bytes("nonce"), row.bytes("sealed")),
                this::insertEvent,
                tail.before().seq());
        Sql.updateOne(
                fresh,
                "UPDATE journal SET head_seq = ?, head = ?, unreadable_seq = ?, unreadable_head = ?",
                tail.end().seq(),
                tail.end().head(),
                tail.before().seq(),
                tail.before().head());
    }

    private void insertEvent(List<Object> event) {
        try {
            Sql.update(fresh, "INSERT INTO event (seq, id, nonce, sealed) VALUES (?, ?, ?, ?)", event.toArray());
        } catch (SQLException e) {
            throw new LedgerFailure("an event cannot be kept", e);
        }
    }
}
