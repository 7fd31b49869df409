package dev.sgate.vendor.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.journal.EventType;
import dev.sgate.journal.JournalBuilder;
import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.LedgerPlace;
import dev.sgate.vendor.ledger.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import is killed before its n-th statement: nothing of it is there, and the same file again loses and doubles nothing. */
class KilledImportIT {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<Long> KILLED_BEFORE = List.of(1L, 3L, 6L, 9L, 11L);
    private static final int EVENTS = 2_500;

    @TempDir
    Path folder;

    @Test
    void onSqliteNothingIsLostOrDoubled() throws Exception {
        Path file = folder.resolve("desk.db");
        check(new LedgerPlace.File(file), file.toString());
    }

    @Test
    void onPostgresNothingIsLostOrDoubled() throws Exception {
        LedgerPlace place = PostgresServer.shared().newDatabase();
        String database = ((LedgerPlace.Server) place).url().database();
        check(place, PostgresServer.shared().url(database));
    }

    private void check(LedgerPlace place, String word) throws IOException, InterruptedException {
        Path journal = journal();
        List<String> before = prepare(place);
        for (long haltAt : KILLED_BEFORE) {
            assertThat(ImportingProcess.run(word, journal, NOW, haltAt)).isEqualTo(CountedStatements.HALTED);
            assertThat(dump(place)).as("killed before statement %d", haltAt).isEqualTo(before);
        }
        assertThat(ImportingProcess.run(word, journal, NOW, Long.MAX_VALUE)).isZero();
        assertThat(dump(place).stream().filter(row -> row.startsWith("event "))).hasSize(EVENTS);
        assertThat(dump(place)).isEqualTo(neverKilled(journal));
    }

    private List<String> neverKilled(Path journal) throws IOException {
        LedgerPlace other = new LedgerPlace.File(folder.resolve("other.db"));
        prepare(other);
        try (DeskLedger ledger = DeskLedger.open(other)) {
            new SyncImport(ledger, NOW).importFile(journal);
        }
        return dump(other);
    }

    private Path journal() throws IOException {
        JournalBuilder journal = new JournalBuilder().underBundle(new UUID(2, 1));
        for (int i = 0; i < EVENTS; i++) {
            journal.event(EventType.STARTUP, NOW.minusSeconds(9_000 - i));
        }
        return Files.write(
                folder.resolve("journal.sgsync"),
                journal.device(DeskStandIn.digest("device"), NOW.minusSeconds(9), NOW)
                        .file());
    }

    private static List<String> prepare(LedgerPlace place) {
        try (DeskLedger ledger = DeskLedger.open(place)) {
            DeskStandIn.bundle(ledger, 1, 2, NOW.minus(Duration.ofDays(30)));
            return DeskStandIn.dump(ledger);
        }
    }

    private static List<String> dump(LedgerPlace place) {
        try (DeskLedger ledger = DeskLedger.open(place)) {
            assertThat(ledger.read(Audit::verify)).isEmpty();
            return DeskStandIn.dump(ledger);
        }
    }
}
