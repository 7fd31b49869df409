package dev.sgate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventLine;
import dev.sgate.journal.EventType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key that encrypted the journal is gone: its events are lost, and nothing else. */
class LostJournalKeyTest {
    @TempDir
    Path state;

    private static EventDraft event(String word) {
        return EventDraft.of(EventType.WARNING, Instant.EPOCH, Map.of("word", word));
    }

    private ChainHead twoEvents() {
        try (SqliteLedger ledger = TestLedgers.open(state)) {
            ledger.commit(List.of(), List.of(event("one"), event("two")));
            return ledger.head();
        }
    }

    private SqliteLedger openWithNewKey() {
        return SqliteLedger.open(
                TestLedgers.database(state), TestLedgers.key(9), TestLedgers.APPLIANCE, TestLedgers.ids());
    }

    @Test
    void anotherKeyNeverGoesOnByItself() {
        twoEvents();
        try (SqliteLedger ledger = openWithNewKey()) {
            assertThatThrownBy(() -> ledger.commit(List.of(), List.of(event("three"))))
                    .isInstanceOf(LedgerFailure.class);
            assertThat(ledger.head().seq()).isEqualTo(2);
        }
    }

    /** The power may be cut after the new key was made and before the loss was told: each start asks again. */
    @Test
    void aLossIsUntoldUntilAnEventStandsBehindIt() {
        ChainHead lost = twoEvents();
        SqliteLedger.giveUpEvents(TestLedgers.database(state));
        try (SqliteLedger cut = openWithNewKey()) {
            assertThat(cut.untoldLoss()).contains(lost);
        }
        try (SqliteLedger ledger = openWithNewKey()) {
            assertThat(ledger.untoldLoss()).contains(lost);
            ledger.commit(List.of(), List.of(event("told")));
            assertThat(ledger.untoldLoss()).isEmpty();
        }
    }

    @Test
    void whereNothingWasLostThereIsNothingToTell() {
        twoEvents();
        try (SqliteLedger ledger = TestLedgers.open(state)) {
            assertThat(ledger.untoldLoss()).isEmpty();
        }
    }

    /** Twice, as after a power cut before the new key was made. */
    @Test
    void onceGivenUpTheChainGoesOnBehindWhatCannotBeRead() {
        ChainHead lost = twoEvents();
        assertThat(SqliteLedger.giveUpEvents(TestLedgers.database(state))).isEqualTo(lost);
        assertThat(SqliteLedger.giveUpEvents(TestLedgers.database(state))).isEqualTo(lost);

        try (SqliteLedger ledger = openWithNewKey()) {
            EventLine next = ledger.commit(List.of(), List.of(event("three"))).getFirst();
            assertThat(next.seq()).isEqualTo(3);
            assertThat(next.text()).contains(lost.head().hex());
            List<Long> read = new ArrayList<>();
            ledger.eventsAfter(0, line -> read.add(line.seq()));
            assertThat(read).containsExactly(3L);
            assertThat(ledger.unreadable()).isEqualTo(lost);
            assertThat(ledger.exportedAfter()).isEqualTo(lost);
            assertThat(ledger.headAt(2)).isEmpty();
            assertThat(ledger.headAt(3)).contains(next.head());
        }
    }
}
