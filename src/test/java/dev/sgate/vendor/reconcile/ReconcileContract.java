package dev.sgate.vendor.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.journal.JournalBuilder;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import dev.sgate.vectors.Vector;
import dev.sgate.vectors.Vectors;
import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.AuditAction;
import dev.sgate.vendor.ledger.AuditRow;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.LedgerPlace;
import dev.sgate.vendor.seats.Overload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What importing must do (BEHAVIOUR 6), on each database. It is one contract: each case imports files into one small desk. */
abstract class ReconcileContract {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant MINTED = NOW.minus(Duration.ofDays(30));

    @TempDir
    Path folder;

    private LedgerPlace place;
    private JournalBuilder journal;
    private int files;

    abstract LedgerPlace newPlace();

    @BeforeEach
    void aDeskThatMintedABundle() {
        place = newDesk();
        journal = new JournalBuilder().underBundle(new UUID(2, 1));
    }

    private LedgerPlace newDesk() {
        LedgerPlace made = newPlace();
        try (DeskLedger ledger = DeskLedger.open(made)) {
            DeskStandIn.bundle(ledger, 1, 2, MINTED);
        }
        return made;
    }

    private Path file(byte[] content) throws IOException {
        files++;
        return Files.write(folder.resolve("journal-" + files + ".sgsync"), content);
    }

    private static Reconciled importAll(LedgerPlace place, Instant now, List<Path> files) throws IOException {
        try (DeskLedger ledger = DeskLedger.open(place)) {
            return new SyncImport(ledger, now).importAll(files);
        }
    }

    private static List<String> dump(LedgerPlace place) {
        try (DeskLedger ledger = DeskLedger.open(place)) {
            return DeskStandIn.dump(ledger);
        }
    }

    private List<AuditRow> audit(AuditAction action) {
        try (DeskLedger ledger = DeskLedger.open(place)) {
            assertThat(ledger.read(Audit::verify)).isEmpty();
            return ledger.read(connection -> Audit.of(connection, action));
        }
    }

    private void lease(int device, Duration after, Duration lease) {
        Instant at = MINTED.plus(after);
        journal.event(EventDraft.of(EventType.ACTIVATION, at, Map.of("leaseUntil", Payloads.time(at.plus(lease))))
                .aboutLicense(DeskStandIn.LICENSE)
                .aboutDevice(DeskStandIn.digest("device" + device).hex()));
    }

    /** Cuts, doublings, overlaps, a fork, an id used twice, events from the future: in any order the same ledger. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void filesInAnyOrderEndInTheSameLedger(long seed) throws IOException {
        Random random = new Random(seed);
        List<Path> all = aForkedJournalInPieces(random);
        importAll(place, NOW, all);
        List<String> straight = dump(place);
        for (int order = 0; order < 2; order++) {
            LedgerPlace other = newDesk();
            List<Path> shuffled = new ArrayList<>(all);
            shuffled.addAll(all.subList(0, 3));
            Collections.shuffle(shuffled, random);
            importAll(other, NOW, shuffled);
            assertThat(dump(other)).isEqualTo(straight);
        }
    }

    private List<Path> aForkedJournalInPieces(Random random) throws IOException {
        for (int i = 0; i < 24; i++) {
            boolean future = random.nextInt(6) == 0;
            Instant at = future ? NOW.plus(Duration.ofDays(3)) : NOW.minusSeconds(9_000 - 60L * i);
            EventDraft draft = EventDraft.of(EventType.ACTIVATION, at, Map.of())
                    .aboutLicense(DeskStandIn.LICENSE)
                    .aboutDevice(
                            DeskStandIn.digest("device" + random.nextInt(5)).hex());
            if (i > 3 && random.nextInt(6) == 0) {
                journal.event(journal.lastId(), draft);
            } else {
                journal.event(draft);
            }
        }
        JournalBuilder copy = journal.copy().event(EventType.STARTUP, NOW).event(EventType.SHUTDOWN, NOW);
        journal.event(EventType.SHUTDOWN, NOW).event(EventType.STARTUP, NOW);
        List<Path> pieces = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int first = 1 + random.nextInt(24);
            pieces.add(file((random.nextBoolean() ? journal : copy).file(first, first + random.nextInt(27 - first))));
        }
        Sha256 device = DeskStandIn.digest("device1");
        pieces.add(file(journal.device(device, MINTED, NOW).file()));
        pieces.add(file(copy.device(device, MINTED.minusSeconds(5), MINTED).file()));
        return pieces;
    }

    @Test
    void importingAgainChangesNothing() throws IOException {
        lease(1, Duration.ofHours(1), Duration.ofDays(3));
        Path file = file(journal.file());
        importAll(place, NOW, List.of(file));
        List<String> once = dump(place);

        Reconciled again = importAll(place, NOW.plus(Duration.ofDays(900)), List.of(file, file));

        assertThat(dump(place)).isEqualTo(once);
        assertThat(again.sum(ImportCounts::accepted)).isZero();
        assertThat(again.sum(ImportCounts::duplicates)).isEqualTo(2);
    }

    /** Each broken journal of the vectors, and what is none at all. */
    @Test
    void whatIsRefusedChangesNothingButTheAuditLog() throws IOException {
        journal.event(EventType.STARTUP, NOW.minusSeconds(60));
        importAll(place, NOW, List.of(file(journal.file())));
        List<String> before = dump(place);
        List<Path> broken = new ArrayList<>();
        for (Vector vector : Vectors.all()) {
            if (vector.name().startsWith("journal") && !vector.accepted()) {
                broken.add(file(vector.bytes()));
            }
        }
        broken.add(file(new byte[0]));
        broken.add(file("PK\3\4 a zip".getBytes(StandardCharsets.ISO_8859_1)));

        Reconciled report = importAll(place, NOW, broken);

        assertThat(broken).hasSizeGreaterThan(20);
        assertThat(report.refused()).hasSameSizeAs(broken);
        assertThat(dump(place)).isEqualTo(before);
        assertThat(audit(AuditAction.SYNC_REFUSED)).hasSameSizeAs(broken);
    }

    @Test
    void eachImportHasItsLineInTheAuditLog() throws IOException {
        journal.event(EventType.STARTUP, NOW.minusSeconds(60));
        Path file = file(journal.file());
        importAll(place, NOW, List.of(file, file));

        assertThat(audit(AuditAction.OFFLINE_SYNC_IMPORTED))
                .hasSize(2)
                .allSatisfy(row ->
                        assertThat(row.line()).contains("\"file\":\"journal-1.sgsync\"", "\"identity\"", "\"head\""));
    }

    @Test
    void overActivationNamesTheDevicesInTheReportAndOnceInTheAuditLog() throws IOException {
        for (int device = 1; device <= 3; device++) {
            lease(device, Duration.ofHours(device), Duration.ofDays(3));
        }
        Path file = file(journal.file());
        Reconciled report = importAll(place, NOW, List.of(file));
        importAll(place, NOW, List.of(file));

        Overload over = report.overActivated().getFirst().overActivation().orElseThrow();
        assertThat(over.seats()).isEqualTo(2);
        assertThat(over.from()).isEqualTo(MINTED.plus(Duration.ofHours(3)));
        assertThat(over.devices()).hasSize(3);
        assertThat(audit(AuditAction.OFFLINE_OVER_ACTIVATION))
                .singleElement()
                .satisfies(row -> assertThat(row.line())
                        .contains(over.devices().stream().map(Sha256::hex).toList()));
    }

    /** Two seats; the copy's events give none back that the other history holds, and free none of them. */
    @Test
    void whatOneHistoryGivesBackTheOtherStillHolds() throws IOException {
        lease(1, Duration.ofDays(1), Duration.ofDays(5));
        lease(2, Duration.ofDays(1), Duration.ofDays(5));
        JournalBuilder copy = journal.copy();
        for (int device : List.of(1, 2)) {
            copy.event(EventDraft.of(EventType.DEACTIVATION, MINTED.plus(Duration.ofDays(2)), Map.of())
                    .aboutLicense(DeskStandIn.LICENSE)
                    .aboutDevice(DeskStandIn.digest("device" + device).hex()));
        }
        journal.event(EventType.STARTUP, MINTED.plus(Duration.ofDays(2)));
        lease(3, Duration.ofDays(3), Duration.ofDays(1));

        Reconciled found = importAll(place, NOW, List.of(file(copy.file()), file(journal.file())));

        assertThat(found.overActivated()).hasSize(1);
        Overload over = found.overActivated().getFirst().overActivation().orElseThrow();
        assertThat(over.held()).isEqualTo(3);
        assertThat(over.from()).isEqualTo(MINTED.plus(Duration.ofDays(3)));
        assertThat(importAll(newDesk(), NOW, List.of(file(copy.file()))).overActivated())
                .as("alone it says that all was given back")
                .isEmpty();
    }

    @Test
    void leaseClientsAreDevicesInWhateverOrderTheirFilesCome() throws IOException {
        for (int i = 0; i < 6; i++) {
            lease(i % 3, Duration.ofHours(i), Duration.ofHours(1));
        }
        List<Path> halves = List.of(file(journal.file(4, 6)), file(journal.file(1, 3)));

        Reconciled found = importAll(place, NOW, halves);

        assertThat(found.sum(ImportCounts::created)).isEqualTo(3);
        assertThat(found.sum(ImportCounts::updated)).isEqualTo(3);
        Reconciled again = importAll(place, NOW, halves);
        assertThat(again.sum(ImportCounts::created) + again.sum(ImportCounts::updated))
                .isZero();
        LedgerPlace other = newDesk();
        importAll(other, NOW, halves.reversed());
        assertThat(dump(other)).isEqualTo(dump(place));
    }

    @Test
    void devicesAfterEachOtherAreNoOverActivation() throws IOException {
        for (int device = 1; device <= 6; device++) {
            lease(device, Duration.ofDays(4L * (device / 2)), Duration.ofDays(3));
        }
        assertThat(importAll(place, NOW, List.of(file(journal.file()))).overActivated())
                .isEmpty();
    }

    @Test
    void theDeviceOfARejectedEventFromTheFutureCounts() throws IOException {
        lease(1, Duration.ofHours(1), Duration.ofDays(3));
        lease(2, Duration.ofHours(2), Duration.ofDays(3));
        lease(3, Duration.ofDays(400), Duration.ofDays(3));

        Reconciled report = importAll(place, NOW, List.of(file(journal.file())));

        assertThat(report.sum(ImportCounts::rejected)).isOne();
        assertThat(report.overActivated()
                        .getFirst()
                        .overActivation()
                        .orElseThrow()
                        .devices())
                .hasSize(3);
    }

    @Test
    void backDatedEventsAreToldOfAlsoWhereFilesOnlyTouch() throws IOException {
        journal.event(EventType.STARTUP, NOW.minus(Duration.ofHours(5)));
        journal.event(EventType.STARTUP, NOW.minus(Duration.ofHours(8)));
        Path first = file(journal.file(1, 1));
        Path second = file(journal.file(2, 2));

        for (List<Path> order : List.of(List.of(first, second), List.of(second, first))) {
            Reconciled report = importAll(newDesk(), NOW, order);
            assertThat(report.sum(ImportCounts::backDated)).isOne();
            assertThat(report.sum(ImportCounts::accepted)).isEqualTo(2);
        }
    }

    @Test
    void anEventFromBeforeItsLicenseWasMintedIsBackDated() throws IOException {
        lease(1, Duration.ofDays(-2), Duration.ofDays(3));
        Reconciled report = importAll(place, NOW, List.of(file(journal.file())));
        assertThat(report.imported().getFirst().counts().backDatedEvents())
                .singleElement()
                .satisfies(event -> assertThat(event.why()).isEqualTo(BackDatedEvent.Why.BEFORE_ITS_BUNDLE));
    }

    @Test
    void missingPartsAreNamed() throws IOException {
        journal.event(EventType.STARTUP, NOW.minusSeconds(60)).event(EventType.STARTUP, NOW.minusSeconds(50));
        journal.spoilPayload(payload -> payload.put("parts", 3));
        Reconciled report = importAll(place, NOW, List.of(file(journal.file(1, 1))));
        assertThat(report.appliances())
                .hasEntrySatisfying(
                        journal.applianceId(),
                        state -> assertThat(state.missingParts())
                                .singleElement()
                                .satisfies(
                                        export -> assertThat(export.missing()).containsExactly(2L, 3L)));
    }

    /** Four importers with a connection each take the same files at once. */
    @Test
    void severalImportersAtOnceCountNothingTwice() throws IOException {
        for (int i = 0; i < 300; i++) {
            journal.event(EventType.STARTUP, NOW.minusSeconds(9_000 - i));
        }
        List<Path> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(file(journal.file(1 + 50 * i, 100 + 50 * i)));
        }
        List<CompletableFuture<Long>> importers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            List<Path> order = new ArrayList<>(all);
            Collections.shuffle(order, new Random(i));
            importers.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return importAll(place, NOW, order).sum(ImportCounts::accepted);
                } catch (IOException e) {
                    throw new CompletionException(e);
                }
            }));
        }
        assertThat(importers.stream().mapToLong(CompletableFuture::join).sum()).isEqualTo(300);
        assertThat(audit(AuditAction.OFFLINE_SYNC_IMPORTED)).hasSize(20);
    }
}
