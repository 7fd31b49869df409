package dev.sgate.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.journal.ChainHead;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerView;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another process writes: it is read meanwhile, and it is killed. */
class KilledLedgerIT {
    private static final int KILLS = 5;

    @TempDir
    Path state;

    /** Each time at another place within a commit, as the clock has it; the next process goes on where the last one was killed. */
    @Test
    void everythingAcknowledgedIsThereAndNothingHalf() throws Exception {
        long committedBefore = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            long acknowledged;
            try (CommittingProcess process = CommittingProcess.start(state)) {
                long first = process.awaitCommit();
                assertThat(first).isEqualTo(committedBefore + 1);
                long last = first;
                for (int i = 0; i < 7 * kill; i++) {
                    last = process.awaitCommit();
                }
                acknowledged = process.kill(last);
            }

            try (SqliteView view = TestLedgers.openReadOnly(state)) {
                committedBefore = assertWhole(view);
            }
            // one more may have been committed that could not be acknowledged any more
            assertThat(committedBefore).isBetween(acknowledged, acknowledged + 1);
            assertSound();
        }
    }

    @Test
    void itIsReadWhileAnotherProcessWrites() throws Exception {
        try (CommittingProcess process = CommittingProcess.start(state)) {
            process.awaitCommit();
            try (SqliteView view = TestLedgers.openReadOnly(state)) {
                long seen = 0;
                for (int i = 0; i < 20; i++) {
                    long acknowledged = process.awaitCommit();
                    long committed = assertChain(view).seq() / 2;
                    assertThat(committed).isGreaterThanOrEqualTo(acknowledged).isGreaterThanOrEqualTo(seen);
                    seen = committed;
                }
            }
        }
    }

    /** The number of the last commit, of which everything must be there. */
    private static long assertWhole(LedgerView ledger) {
        ChainHead head = assertChain(ledger);
        assertThat(ledger.head()).isEqualTo(head);
        assertThat(head.seq() % 2).isZero();
        long last = head.seq() / 2;
        assertThat(ledger.mark()).contains(Instant.ofEpochSecond(last));
        assertThat(ledger.unfinishedVisits()).hasSize((int) last);
        assertThat(ledger.latestVisits(1).getFirst().volume()).isEqualTo("volume " + last);
        return last;
    }

    /** Recomputed from the lines; the head that it ends with. */
    private static ChainHead assertChain(LedgerView ledger) {
        List<ChainHead> heads = new ArrayList<>(List.of(ChainHead.EMPTY));
        ledger.eventsAfter(0, event -> {
            ChainHead before = heads.getLast();
            assertThat(event.seq()).isEqualTo(before.seq() + 1);
            assertThat(event.text()).contains("\"prev\":\"" + before.head() + "\"");
            heads.add(new ChainHead(event.seq(), Sha256.of(event.line())));
        });
        return heads.getLast();
    }

    private void assertSound() throws SQLException {
        try (Connection connection =
                SqliteLedger.reports(TestLedgers.database(state)).getConnection()) {
            assertThat(Sql.list(connection, "PRAGMA integrity_check", row -> row.text("integrity_check")))
                    .containsExactly("ok");
            assertThat(Sql.list(connection, "PRAGMA foreign_key_check", row -> row.text("table")))
                    .isEmpty();
        }
    }
}
