package dev.sgate.store;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventLine;
import dev.sgate.seal.Limits;
import dev.sgate.station.Ids;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The journal's events: appended to the chain, encrypted at rest, read back in order. */
final class EventStore {
    private static final String EVENT = "SELECT seq, id, nonce, sealed FROM event ";

    private final EventCipher cipher;

    EventStore(EventCipher cipher) {
        this.cipher = cipher;
    }

    EventCipher cipher() {
        return cipher;
    }

    /** Gives each draft its place behind the newest event. */
    List<EventLine> append(Connection writer, List<EventDraft> drafts, Ids ids) throws SQLException {
        List<EventLine> appended = new ArrayList<>();
        ChainHead head = JournalTable.head(writer);
        for (EventDraft draft : drafts) {
            EventLine event = EventLine.append(head, ids.next(), draft);
            requireShort(draft, event);
            insert(writer, event);
            appended.add(event);
            head = event.head();
        }
        JournalTable.moveHead(writer, head);
        return List.copyOf(appended);
    }

    private static void requireShort(EventDraft draft, EventLine event) {
        // the line feed counts too
        if (event.line().length >= Limits.JOURNAL_LINE_MAX_BYTES) {
            throw new IllegalArgumentException("an event's line is too long: " + draft.type());
        }
    }

    private void insert(Connection writer, EventLine event) throws SQLException {
        EventCipher.Sealed sealed = cipher.seal(event.seq(), event.line());
        Sql.update(
                writer,
                "INSERT INTO event (seq, id, nonce, sealed) VALUES (?, ?, ?, ?)",
                event.seq(),
                event.id(),
                sealed.nonce(),
                sealed.bytes());
    }

    /** Hands over each event after {@code seq} that can be read, one at a time. */
    void after(Connection reader, long seq, Consumer<EventLine> each) throws SQLException {
        long from = Math.max(seq, JournalTable.unreadable(reader).seq());
        Sql.each(reader, EVENT + "WHERE seq > ? ORDER BY seq", event(), each, from);
    }

    /** The event with this number, if it can be read here. */
    Optional<ChainHead> headAt(Connection reader, long seq) throws SQLException {
        return seq <= JournalTable.unreadable(reader).seq()
                ? Optional.empty()
                : Sql.find(reader, EVENT + "WHERE seq = ?", event(), seq).map(EventLine::head);
    }

    /**
     * Checks that the newest event opens and is the head: a journal is never gone on with under another key, or behind a line that
     * is not the one it links to.
     */
    void requireOurs(Connection reader) throws SQLException {
        ChainHead head = JournalTable.head(reader);
        Optional<EventLine> newest = Sql.find(
                reader,
                EVENT + "WHERE seq > ? ORDER BY seq DESC LIMIT 1",
                event(),
                JournalTable.unreadable(reader).seq());
        if (newest.isPresent() && !newest.get().head().equals(head)) {
            throw new LedgerDamage("the journal's newest event is not its head, event " + head.seq());
        }
    }

    private Row.Reader<EventLine> event() {
        EventCipher.Opener opener = cipher.opener();
        return row -> {
            long seq = row.integer("seq");
            byte[] line = opener.open(seq, new EventCipher.Sealed(row.bytes("nonce"), row.bytes("sealed")));
            return new EventLine(seq, row.uuid("id"), line);
        };
    }
}
