package dev.sgate.station;

import static dev.sgate.station.LedgerUnderTest.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventLine;
import dev.sgate.journal.EventType;
import dev.sgate.seal.Limits;
import dev.sgate.seal.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The chain of events, exports, what is acknowledged. */
interface JournalContract extends LedgerUnderTest {
    @Test
    default void anEmptyJournalHasTheEmptyHead() {
        assertThat(ledger().head()).isEqualTo(ChainHead.EMPTY);
        assertThat(ledger().acknowledged()).isEqualTo(ChainHead.EMPTY);
        assertThat(eventsAfter(0)).isEmpty();
    }

    @Test
    default void eventsGetTheirPlaceInTheOrderGiven() {
        List<EventLine> first =
                ledger().commit(List.of(), List.of(event(EventType.STARTUP, "one"), event(EventType.REFUSED, "two")));
        List<EventLine> second = ledger().commit(List.of(), List.of(event(EventType.SHUTDOWN, "three")));

        assertThat(first).extracting(EventLine::seq).containsExactly(1L, 2L);
        assertThat(second).extracting(EventLine::seq).containsExactly(3L);
        assertThat(texts(eventsAfter(0)))
                .containsExactly(
                        first.get(0).text(), first.get(1).text(), second.get(0).text());
        assertThat(eventsAfter(0)).extracting(EventLine::id).doesNotHaveDuplicates();
        assertThat(ledger().head()).isEqualTo(second.getLast().head());
    }

    /** Recomputed from the lines alone, as the vendor does. */
    @Test
    default void eachLineLinksToTheLineBefore() {
        for (int i = 0; i < 20; i++) {
            ledger().commit(List.of(), List.of(event(EventType.WARNING, "no " + i)));
        }

        Sha256 prev = ChainHead.EMPTY.head();
        for (EventLine event : eventsAfter(0)) {
            assertThat(event.text())
                    .contains("\"seq\":" + event.seq() + ",")
                    .contains("\"prev\":\"" + prev.hex() + "\"")
                    .contains("\"id\":\"" + event.id() + "\"");
            prev = Sha256.of(event.line());
        }
        assertThat(ledger().head()).isEqualTo(new ChainHead(20, prev));
    }

    @Test
    default void anEventSaysWhatTheDraftSaid() {
        UUID license = UUID.fromString("7d3c2b1a-9f8e-4d6c-8b5a-1f2e3d4c5b6a");
        EventDraft draft = EventDraft.of(EventType.LICENSE_IMPORTED, NOON, Map.of("serial", 5L))
                .aboutLicense(license)
                .aboutDevice("abc");
        ledger().commit(List.of(), List.of(draft));

        assertThat(eventsAfter(0).getFirst().text())
                .contains("\"occurredAt\":\"2026-02-01T12:00:00Z\",\"type\":\"license-imported\"")
                .contains("\"licenseId\":\"" + license + "\",\"fingerprint\":\"abc\"")
                .endsWith("\"detail\":{\"serial\":5}}");
    }

    @Test
    default void eventsAreHandedOverFromAnyPlace() {
        for (int i = 0; i < 5; i++) {
            ledger().commit(List.of(), List.of(event(EventType.WARNING, "no " + i)));
        }

        assertThat(eventsAfter(3)).extracting(EventLine::seq).containsExactly(4L, 5L);
        assertThat(eventsAfter(5)).isEmpty();
        assertThat(eventsAfter(99)).isEmpty();
    }

    /** An export is written while other things happen; it sees the journal as it was when it began. */
    @Test
    default void eventsAreAppendedWhileOthersAreHandedOver() {
        ledger().commit(List.of(), List.of(event(EventType.STARTUP, "a"), event(EventType.STARTUP, "b")));

        List<Long> seen = new ArrayList<>();
        ledger().eventsAfter(0, event -> {
            ledger().commit(List.of(), List.of(event(EventType.WARNING, "meanwhile")));
            seen.add(event.seq());
        });

        assertThat(seen).containsExactly(1L, 2L);
        assertThat(ledger().head().seq()).isEqualTo(4);
    }

    @Test
    default void aLineStaysUnder64KiB() {
        ledger().commit(List.of(), List.of(event(EventType.STARTUP, "first")));
        String tooLong = "x".repeat(Limits.JOURNAL_LINE_MAX_BYTES);

        assertThatThrownBy(() -> ledger().commit(List.of(), List.of(event(EventType.WARNING, tooLong))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("WARNING");

        assertThat(ledger().head().seq()).isEqualTo(1);
        assertThat(eventsAfter(0)).hasSize(1);
    }

    @Test
    default void exportsAreNumbered() {
        assertThat(ledger().lastExportSerial()).isZero();

        assertThat(ledger().reserveExportSerial(NOON)).isEqualTo(1);
        assertThat(ledger().reserveExportSerial(NOON)).isEqualTo(2);
        assertThat(ledger().lastExportSerial()).isEqualTo(2);

        change(new StateChange.JournalExported(2, 1, 9, List.of("a.sgsync", "b.sgsync"), LATER));
        change(new StateChange.JournalExported(1, 1, 4, List.of("journal-20260201.sgsync"), NOON));
        assertThat(ledger().reserveExportSerial(LATER)).isEqualTo(3);
    }

    /** An older copy of the ledger goes on behind what its witness knows of. */
    @Test
    default void theJournalGoesOnBehindWhatWasLost() {
        ledger().commit(List.of(), List.of(event(EventType.STARTUP, "one"), event(EventType.STARTUP, "two")));
        ledger().reserveExportSerial(NOON);
        ChainHead lost = new ChainHead(40, Sha256.of(new byte[] {4}));
        ChainHead acknowledged = new ChainHead(30, Sha256.of(new byte[] {3}));

        EventLine next = ledger().commit(
                        List.of(new StateChange.JournalContinued(lost, acknowledged, 7)),
                        List.of(event(EventType.WARNING, "told")))
                .getFirst();

        assertThat(next.seq()).isEqualTo(41);
        assertThat(next.text()).contains("\"prev\":\"" + lost.head() + "\"");
        assertThat(ledger().unreadable()).isEqualTo(lost);
        assertThat(ledger().acknowledged()).isEqualTo(acknowledged);
        assertThat(ledger().exportedAfter()).isEqualTo(lost);
        assertThat(eventsAfter(0)).extracting(EventLine::seq).containsExactly(41L);
        assertThat(ledger().headAt(2)).as("of the older copy").isEmpty();
        assertThat(ledger().reserveExportSerial(NOON)).isEqualTo(8);
    }

    @Test
    default void nothingThatIsHereFallsBehindWhatWasLost() {
        ledger().commit(List.of(), List.of(event(EventType.STARTUP, "one"), event(EventType.STARTUP, "two")));
        ledger().reserveExportSerial(NOON);
        ChainHead head = ledger().head();

        change(new StateChange.JournalContinued(new ChainHead(1, Sha256.of(new byte[] {4})), ChainHead.EMPTY, 1));

        assertThat(ledger().head()).isEqualTo(head);
        assertThat(ledger().unreadable()).isEqualTo(ChainHead.EMPTY);
        assertThat(eventsAfter(0)).hasSize(2);
        assertThat(ledger().lastExportSerial()).isEqualTo(1);
    }

    @Test
    default void anExportWithoutASerialOfOursIsNotKept() {
        StateChange.JournalExported exported = new StateChange.JournalExported(1, 1, 4, List.of("a.sgsync"), NOON);
        assertThatThrownBy(() -> change(exported)).isInstanceOf(IllegalStateException.class);

        assertThat(ledger().lastExportSerial()).isZero();
    }

    @Test
    default void whatIsForgottenIsGoneAndItsHeadIsKept() {
        List<EventLine> lines = ledger().commit(
                        List.of(),
                        List.of(
                                event(EventType.STARTUP, "1"),
                                event(EventType.WARNING, "2"),
                                event(EventType.WARNING, "3")));
        assertThat(ledger().headAt(2)).contains(lines.get(1).head());

        change(new StateChange.EventsForgotten(lines.get(1).head()));

        assertThat(ledger().acknowledged()).isEqualTo(lines.get(1).head());
        assertThat(ledger().exportedAfter()).isEqualTo(lines.get(1).head());
        assertThat(eventsAfter(0)).extracting(EventLine::seq).containsExactly(3L);
        assertThat(ledger().headAt(2)).isEmpty();
        assertThat(ledger().headAt(3)).contains(lines.get(2).head());
        assertThat(ledger().headAt(4)).isEmpty();
    }

    @Test
    default void afterEverythingIsForgottenTheChainGoesOn() {
        EventLine only = ledger().commit(List.of(), List.of(event(EventType.STARTUP, "1")))
                .getFirst();
        change(new StateChange.EventsForgotten(only.head()));
        assertThat(eventsAfter(0)).isEmpty();
        assertThat(ledger().head()).isEqualTo(only.head());

        EventLine next = ledger().commit(List.of(), List.of(event(EventType.WARNING, "2")))
                .getFirst();
        assertThat(next.seq()).isEqualTo(2);
        assertThat(next.text()).contains("\"prev\":\"" + only.head().head() + "\"");
    }

    @Test
    default void theLastForkIsKept() {
        assertThat(ledger().fork()).isEmpty();
        ChainHead first = new ChainHead(7, Sha256.of(new byte[] {7}));
        ChainHead second = new ChainHead(9, Sha256.of(new byte[] {9}));
        change(new StateChange.JournalForked(first, NOON));
        change(new StateChange.JournalForked(second, LATER));
        assertThat(ledger().fork()).contains(second);
    }

    private List<EventLine> eventsAfter(long seq) {
        List<EventLine> events = new ArrayList<>();
        ledger().eventsAfter(seq, events::add);
        return events;
    }

    private static List<String> texts(List<EventLine> events) {
        return events.stream().map(EventLine::text).toList();
    }
}
