package dev.sgate.store;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventLine;
import dev.sgate.seal.Sha256;
import dev.sgate.station.StateChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the end of the journal's chain out of a damaged database, as far back as it opens and links. */
final class JournalSalvage {
    private static final Pattern PREVIOUS = Pattern.compile("\"prev\":\"([0-9a-f]{64})\"");

    private final Connection damaged;
    private final Connection fresh;

    JournalSalvage(Connection damaged, Connection fresh) {
        this.damaged = damaged;
        this.fresh = fresh;
    }

    /** The end of a chain, from its first line on. */
    private record Tail(ChainHead before, ChainHead end) {}

    /** Takes nothing where what can be read does not reach what is {@code witnessed}. */
    void copy(EventCipher.Opener opener, Optional<ChainHead> witnessed) throws SQLException {
        Optional<Tail> tail = Optional.empty();
        try {
            tail = tail(opener, witnessed.orElse(ChainHead.EMPTY));
        } catch (SQLException unreadable) {
            LedgerDamage.requireUnreadable(unreadable);
        }
        boolean copied = tail.isPresent() && copyEvents(tail.get());
        if (!copied && witnessed.isEmpty()) {
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
                Optional<ChainHead> before = event.flatMap(JournalSalvage::before);
                if (before.isEmpty() || !links(event.get(), tail)) {
                    break;
                }
                reaches |= event.get().head().equals(witnessed) || before.get().equals(witnessed);
                ChainHead end = tail.map(Tail::end).orElse(event.get().head());
                tail = Optional.of(new Tail(before.get(), end));
            }
        } catch (SQLException endsHere) {
            LedgerDamage.requireUnreadable(endsHere);
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

    /** Whole, or not at all where one that was read a moment ago cannot be read again. */
    private boolean copyEvents(Tail tail) throws SQLException {
        try {
            Sql.each(
                    damaged,
                    "SELECT seq, id, nonce, sealed FROM event WHERE seq > ? ORDER BY seq",
                    row -> List.<Object>of(row.integer("seq"), row.text("id"), row.bytes("nonce"), row.bytes("sealed")),
                    event -> keep("INSERT INTO event (seq, id, nonce, sealed) VALUES (?, ?, ?, ?)", event.toArray()),
                    tail.before().seq());
        } catch (SQLException unreadable) {
            LedgerDamage.requireUnreadable(unreadable);
            keep("DELETE FROM event");
            return false;
        }
        keep(
                "UPDATE journal SET head_seq = ?, head = ?, unreadable_seq = ?, unreadable_head = ?",
                tail.end().seq(),
                tail.end().head(),
                tail.before().seq(),
                tail.before().head());
        return true;
    }

    private void keep(String sql, Object... values) {
        try {
            Sql.update(fresh, sql, values);
        } catch (SQLException e) {
            throw new LedgerFailure("what was read of the journal cannot be kept", e);
        }
    }
}
