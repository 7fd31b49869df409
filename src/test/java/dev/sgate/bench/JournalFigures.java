package dev.sgate.bench;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.journal.Segment;
import dev.sgate.journal.SegmentExport;
import dev.sgate.journal.SegmentWriter;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.SigningKey;
import dev.sgate.store.Sql;
import dev.sgate.store.SqliteFile;
import dev.sgate.store.SqliteLedger;
import dev.sgate.store.TestLedgers;
import dev.sgate.store.Transaction;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the journal costs: one event beside a raw insert of the same bytes, and an export of 100,000 events. */
final class JournalFigures {
    private static final int APPENDS = 200;
    private static final int EVENTS = 100_000;
    private static final int BATCH = 5_000;
    private static final double EXPORT_SECONDS = 2;

    private final Path folder;
    private final SigningKey device = SigningKey.newEd25519(new SecureRandom());

    JournalFigures(Path folder) {
        this.folder = folder;
    }

    void print(Table table) throws Exception {
        Path state = Files.createDirectories(folder.resolve("journal"));
        try (SqliteLedger ledger = TestLedgers.open(state);
                Connection raw = new SqliteFile(Files.createFile(folder.resolve("raw.db"))).openWriter()) {
            table.reported("one event appended, WAL and synced", append(ledger), "raw insert, WAL/FULL", insert(raw));
            fill(ledger);
            double[] took = new double[3];
            for (int i = 0; i < took.length; i++) {
                took[i] = Work.wall(() -> export(ledger));
            }
            Measured export = new Measured(took);
            table.absolute(
                    "export of 100,000 events, median of 3",
                    export.millis(),
                    "2 s",
                    export.median() <= EXPORT_SECONDS * 1e9);
        }
    }

    private static EventDraft event(long number) {
        return EventDraft.of(
                EventType.VALIDATION,
                Instant.ofEpochSecond(1_770_000_000 + number),
                Map.of("product", "lantern", "status", "active", "leaseUntil", "2026-02-01T12:00:00Z"));
    }

    private static Measured append(SqliteLedger ledger) throws Exception {
        double[] took = new double[APPENDS];
        for (int i = -APPENDS / 4; i < APPENDS; i++) {
            EventDraft draft = event(i);
            double nanos = Work.wall(() -> ledger.commit(List.of(), List.of(draft)));
            if (i >= 0) {
                took[i] = nanos;
            }
        }
        return new Measured(took);
    }

    private static Measured insert(Connection raw) throws Exception {
        Sql.script(raw, "CREATE TABLE event (seq INTEGER PRIMARY KEY, line BLOB NOT NULL) STRICT");
        byte[] line = new byte[400];
        double[] took = new double[APPENDS];
        for (int i = -APPENDS / 4; i < APPENDS; i++) {
            double nanos = Work.wall(() -> Transaction.write(
                    raw, connection -> Sql.update(connection, "INSERT INTO event (line) VALUES (?)", line)));
            if (i >= 0) {
                took[i] = nanos;
            }
        }
        return new Measured(took);
    }

    private static void fill(SqliteLedger ledger) {
        while (ledger.head().seq() < EVENTS) {
            long left = Math.min(BATCH, EVENTS - ledger.head().seq());
            List<EventDraft> batch = new ArrayList<>();
            for (long i = 0; i < left; i++) {
                batch.add(event(i));
            }
            ledger.commit(List.of(), Collections.unmodifiableList(batch));
        }
    }

    private void export(SqliteLedger ledger) throws IOException {
        SegmentExport export = new SegmentExport(
                Segment.applianceId((Ed25519PublicKey) device.publicKey()),
                Sha256.of(new byte[] {1}),
                1,
                Instant.EPOCH,
                List.of(),
                List.of(),
                ChainHead.EMPTY,
                Optional.empty());
        SegmentWriter.write(
                export,
                each -> ledger.eventsAfter(0, each),
                device,
                part -> new BufferedOutputStream(Files.newOutputStream(folder.resolve("part-" + part))));
    }
}
