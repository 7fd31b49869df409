package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The ledger that a contract is about, and words to speak to it. */
public interface LedgerUnderTest {
    Instant NOON = Instant.parse("2026-02-01T12:00:00Z");
    Instant LATER = Instant.parse("2026-02-01T13:00:00Z");
    VisitId VISIT = new VisitId(UUID.fromString("019c1a2b-0000-7000-8000-000000000001"));
    VisitId NEXT_VISIT = new VisitId(UUID.fromString("019c1a2b-0000-7000-8000-000000000002"));

    /** The one ledger of this test; empty at its start. */
    Ledger ledger();

    /** Commits changes without an event. */
    default void change(StateChange... changes) {
        ledger().commit(List.of(changes), List.of());
    }

    /** Begins {@link #VISIT}, which files and phases hang on. */
    default void beginVisit() {
        change(new StateChange.VisitBegun(VISIT, "/media/stick", NOON));
    }

    static EventDraft event(EventType type, String word) {
        return EventDraft.of(type, NOON, Map.of("word", word));
    }
}
