package dev.sgate.bench;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventLine;
import dev.sgate.journal.EventType;
import dev.sgate.journal.Segment;
import dev.sgate.journal.SegmentExport;
import dev.sgate.journal.SegmentPart;
import dev.sgate.journal.SegmentWriter;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.SigningKey;
import dev.sgate.store.Sql;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.LedgerPlace;
import dev.sgate.vendor.ledger.PostgresServer;
import dev.sgate.vendor.reconcile.DeskStandIn;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * 1,000,000 events of one appliance, from files to the report, in a heap of 512 MB: on SQLite beside the {@code sqlite3} shell, and on
 * PostgreSQL beside COPY, each importing the same rows into a table of the same shape in the same run.
 */
final class ReconcileFigures {
    private static final int EVENTS = 1_000_000;
    private static final double AT_MOST_NANOS = 60e9;
    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

    private final Path folder;

    ReconcileFigures(Path folder) throws IOException {
        this.folder = Files.createDirectory(folder.resolve("reconcile"));
    }

    void print(Table table) throws Exception {
        export();
        Path desk = folder.resolve("desk.db");
        measure(table, "SQLite", new LedgerPlace.File(desk), desk);
        if (Files.isDirectory(Path.of("/usr/lib/postgresql"))) {
            measure(table, "PostgreSQL", PostgresServer.shared().newDatabase(), desk);
        }
    }

    private void measure(Table table, String name, LedgerPlace place, Path sqlite) throws Exception {
        try (DeskLedger ledger = DeskLedger.open(place)) {
            DeskStandIn.bundle(ledger, 1, 40, START);
        }
        double ours = Work.wall(() -> Programs.run(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sgate.cli.Main",
                "import-sync",
                folder,
                "--ledger",
                word(place)));
        long rows = rows(place);
        if (rows != EVENTS) {
            throw new IllegalStateException(rows + " rows are in the ledger");
        }
        double other = place instanceof LedgerPlace.File ? shell(sqlite) : copy(place);
        table.beside(
                "import and report 1,000,000 events, " + name,
                String.format("%.1f s", ours / 1e9),
                (place instanceof LedgerPlace.File ? "sqlite3 .import" : "COPY")
                        + String.format(" %.1f s", other / 1e9),
                "60 s",
                ours <= AT_MOST_NANOS);
    }

    private static String word(LedgerPlace place) {
        return switch (place) {
            case LedgerPlace.File(Path path) -> path.toString();
            case LedgerPlace.Server(var url) -> PostgresServer.shared().url(url.database());
        };
    }

    private static long rows(LedgerPlace place) {
        try (DeskLedger ledger = DeskLedger.open(place)) {
            return ledger.read(
                    connection -> Sql.find(connection, "SELECT count(*) AS n FROM event", row -> row.integer("n"))
                            .orElseThrow());
        }
    }

    /** The rows as text, then into a table with the same keys, in one transaction that is on the disk in the end. */
    private double shell(Path desk) throws Exception {
        Path rows = folder.resolve("rows.csv");
        Path schema = folder.resolve("schema.sql");
        Programs.run("sh", "-c", "sqlite3 -csv " + desk + " 'SELECT * FROM event' >" + rows);
        Programs.run(
                "sh",
                "-c",
                "sqlite3 " + desk
                        + " \"SELECT sql || ';' FROM sqlite_schema WHERE tbl_name = 'event' AND sql NOT NULL\" | sed"
                        + " 's/ REFERENCES appliance (appliance_id)//; s/BLOB/TEXT/; s/INTEGER/TEXT/; s/STRICT//' >"
                        + schema);
        Path plain = folder.resolve("plain.db");
        return Work.wall(() -> Programs.run(
                "sqlite3",
                plain,
                "PRAGMA journal_mode = WAL",
                "PRAGMA synchronous = FULL",
                ".read " + schema,
                ".import --csv " + rows + " event"));
    }

    /** The same rows by COPY into a table like the ledger's, keys and indexes too. */
    private double copy(LedgerPlace place) throws Exception {
        Path rows = folder.resolve("rows.copy");
        try (DeskLedger ledger = DeskLedger.open(place)) {
            PgCopy.out(ledger, rows);
            double took = Work.wall(() -> PgCopy.in(ledger, rows));
            Files.delete(rows);
            return took;
        }
    }

    /** Writes the journal as an appliance does: activations, then renewals and validations for a year. */
    private void export() throws IOException {
        SigningKey key = SigningKey.newEd25519(new SecureRandom());
        SegmentExport export = new SegmentExport(
                Segment.applianceId((Ed25519PublicKey) key.publicKey()),
                DeskStandIn.digest("machine"),
                1,
                START.plus(Duration.ofDays(366)),
                List.of(new UUID(2, 1)),
                List.of(),
                ChainHead.EMPTY,
                Optional.empty());
        List<Path> spools = new ArrayList<>();
        List<SegmentPart> parts = SegmentWriter.write(export, ReconcileFigures::events, key, part -> {
            spools.add(folder.resolve(part + ".spool"));
            return Files.newOutputStream(spools.getLast());
        });
        for (SegmentPart part : parts) {
            try (OutputStream out = Files.newOutputStream(folder.resolve("journal-" + part.part() + ".sgsync"))) {
                out.write(part.envelopeLine());
                Files.copy(spools.get(part.part() - 1), out);
            }
            Files.delete(spools.get(part.part() - 1));
        }
    }

    private static void events(Consumer<EventLine> each) {
        SecureRandom random = new SecureRandom();
        ChainHead head = ChainHead.EMPTY;
        for (int i = 0; i < EVENTS; i++) {
            Instant at = START.plusSeconds(30L * i);
            Sha256 device = DeskStandIn.digest("device" + i % 40);
            EventDraft draft = EventDraft.of(
                            i < 40 ? EventType.ACTIVATION : i % 3 == 0 ? EventType.RENEWAL : EventType.VALIDATION,
                            at,
                            Map.of(
                                    "product",
                                    "press",
                                    "status",
                                    "active",
                                    "leaseUntil",
                                    Payloads.time(at.plus(Duration.ofDays(3)))))
                    .aboutLicense(DeskStandIn.LICENSE)
                    .aboutDevice(device.hex())
                    .aboutInstance(new UUID(9, i % 40));
            long millis = at.toEpochMilli();
            UUID id = new UUID(millis << 16 | 0x7000 | random.nextInt(0x1000), random.nextLong());
            EventLine line = EventLine.append(head, id, draft);
            each.accept(line);
            head = line.head();
        }
    }
}
