package dev.sgate.vendor.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.journal.JournalBuilder;
import dev.sgate.journal.JournalOpener;
import dev.sgate.journal.Segment;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.store.Sql;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.seats.Overload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile or broken file cannot do to an import. */
class ImportGuardsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant MINTED = NOW.minus(Duration.ofDays(30));

    @TempDir
    Path folder;

    private DeskLedger ledger;
    private JournalBuilder journal;

    @BeforeEach
    void aDeskThatMintedABundleOfOneSeat() {
        ledger = DeskLedger.open(folder.resolve("desk.db"));
        DeskStandIn.bundle(ledger, 1, 1, MINTED);
        journal = new JournalBuilder().underBundle(new UUID(2, 1));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private Path file(String name, JournalBuilder of) throws IOException {
        return Files.write(folder.resolve(name), of.file());
    }

    private Reconciled importAll(Path... files) {
        return new SyncImport(ledger, NOW).importAll(List.of(files));
    }

    private void activation(Sha256 device, Instant at, Map<String, Object> detail) {
        journal.event(EventDraft.of(EventType.ACTIVATION, at, detail)
                .aboutLicense(DeskStandIn.LICENSE)
                .aboutDevice(device.hex()));
    }

    private static Sha256 device(int number) {
        return DeskStandIn.digest("device" + number);
    }

    private static Optional<Overload> overActivation(Reconciled report) {
        return report.licenses().getFirst().overActivation();
    }

    @Test
    void theFileThatIsTakenIsTheFileThatWasChecked() throws IOException {
        Path file = file("a.sgsync", journal.event(EventType.STARTUP, NOW));
        Segment checked = ((Verdict.Accepted<Segment>) SyncFile.check(file, JournalOpener.none())).value();
        Files.write(file, journal.event(EventType.SHUTDOWN, NOW).file());
        List<String> before = DeskStandIn.dump(ledger);

        assertThatThrownBy(
                        () -> ledger.change(connection -> new SyncImport(ledger, NOW).take(connection, file, checked)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("changed");
        assertThatThrownBy(() -> SyncFile.handOver(file, checked, JournalOpener.none(), new NoLine()))
                .isInstanceOf(IOException.class);
        assertThat(DeskStandIn.dump(ledger)).isEqualTo(before);
    }

    private static final class NoLine implements dev.sgate.journal.SegmentReader.Receiver {
        @Override
        public void device(dev.sgate.journal.DeviceLine device) {
            throw new AssertionError("a device of another file");
        }

        @Override
        public void event(dev.sgate.journal.Event event) {
            throw new AssertionError("an event of another file");
        }
    }

    @Test
    void aFileThatCannotBeReadDoesNotHoldBackTheOthers() throws IOException {
        Path good = file("good.sgsync", journal.event(EventType.STARTUP, NOW));
        Path gone = folder.resolve("gone.sgsync");
        Path none = Files.createDirectory(folder.resolve("folder.sgsync"));

        Reconciled report = importAll(gone, none, good);

        assertThat(report.sum(ImportCounts::accepted)).isOne();
        assertThat(report.refused())
                .hasSize(2)
                .allSatisfy(file -> assertThat(file.refusal().code()).isEqualTo(RefusalCode.READ_ERROR));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1000000000-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59Z",
                "2026-03-02T12:00:00.5Z",
                "2026-03-02T14:00:00+02:00",
                "2026-03-02T24:00:00Z",
                "2026-02-30T12:00:00Z"
            })
    void anEndOfALeaseThatIsNoTimeOfOursIsAbsent(String end) throws IOException {
        activation(device(1), NOW.plus(Duration.ofDays(2)), Map.of("leaseUntil", end));

        importAll(file("a.sgsync", journal));
        importAll(file("b.sgsync", journal.event(EventType.STARTUP, NOW)));

        assertThat(leaseEnds()).containsExactly("-", "-");
    }

    @Test
    void whatAnEarlierVersionKeptKillsNoImport() throws IOException {
        activation(device(1), NOW.plus(Duration.ofDays(2)), Map.of());
        importAll(file("a.sgsync", journal));
        ledger.change(connection ->
                Sql.update(connection, "UPDATE event SET lease_until = ?", "-1000000000-01-01T00:00:00Z"));

        assertThat(importAll(file("b.sgsync", journal.event(EventType.STARTUP, NOW)))
                        .sum(ImportCounts::accepted))
                .isOne();
    }

    private List<String> leaseEnds() {
        return ledger.read(connection -> Sql.list(
                connection,
                "SELECT lease_until FROM event ORDER BY seq",
                row -> row.findText("lease_until").orElse("-")));
    }

    @Test
    void aSeatWhoseLeaseIsNotToldEndsAfterTheLongestLease() throws IOException {
        activation(device(1), MINTED, Map.of());
        Instant later = MINTED.plus(Duration.ofDays(8));
        activation(device(2), later, Map.of("leaseUntil", Payloads.time(later.plus(Duration.ofDays(3)))));

        assertThat(overActivation(importAll(file("a.sgsync", journal)))).isEmpty();
    }

    @Test
    void theAppliancesOwnSeatHasNoEnd() throws IOException {
        journal.fingerprint(device(1));
        activation(device(1), MINTED, Map.of());
        Instant later = MINTED.plus(Duration.ofDays(8));
        activation(device(2), later, Map.of("leaseUntil", Payloads.time(later.plus(Duration.ofDays(3)))));

        assertThat(overActivation(importAll(file("a.sgsync", journal))))
                .hasValueSatisfying(over -> assertThat(over.devices()).hasSize(2));
    }

    @Test
    void anEarlierEventThatLosesItsIdIsReportedOnce() throws IOException {
        journal.event(EventType.STARTUP, NOW.minusSeconds(9));
        journal.event(journal.lastId(), EventDraft.of(EventType.SHUTDOWN, NOW, Map.of()));
        Path later = Files.write(folder.resolve("later.sgsync"), journal.file(2, 2));
        Path earlier = Files.write(folder.resolve("earlier.sgsync"), journal.file(1, 1));

        assertThat(importAll(later).sum(ImportCounts::accepted)).isOne();
        ImportCounts counts = importAll(earlier).imported().getFirst().counts();

        assertThat(counts.accepted()).isOne();
        assertThat(counts.rejected()).isOne();
        assertThat(counts.overruled()).isOne();
        assertThat(counts.newEvents()).as("the loser was new with its own file").isOne();
        assertThat(counts.rejectedEvents()).singleElement().satisfies(event -> {
            assertThat(event.seq()).isEqualTo(2);
            assertThat(event.type()).isEqualTo("shutdown");
            assertThat(event.reason()).isEqualTo(RejectedEvent.Reason.KNOWN_ID);
            assertThat(event.line()).contains("\"seq\":2");
        });
        assertThat(importAll(earlier, later).sum(ImportCounts::rejected)).isZero();
    }

    @Test
    void anEventThatTwoOthersBeatIsReportedOnce() throws IOException {
        journal.event(EventType.STARTUP, NOW.minusSeconds(9));
        UUID id = journal.lastId();
        for (int i = 0; i < 2; i++) {
            journal.event(id, EventDraft.of(EventType.SHUTDOWN, NOW, Map.of()));
        }
        importAll(Files.write(folder.resolve("later.sgsync"), journal.file(3, 3)));

        ImportCounts counts = importAll(Files.write(folder.resolve("earlier.sgsync"), journal.file(1, 2)))
                .imported()
                .getFirst()
                .counts();

        assertThat(counts.rejectedEvents()).extracting(RejectedEvent::seq).containsExactlyInAnyOrder(2L, 3L);
        assertThat(counts.rejected()).isEqualTo(2);
    }

    @Test
    void ofManyDevicesTheFirstAreListedAndAllAreCounted() throws IOException {
        for (int i = 0; i <= IntakeCount.LISTED_MAX; i++) {
            journal.device(device(i), MINTED, NOW);
        }
        ImportCounts counts =
                importAll(file("a.sgsync", journal)).imported().getFirst().counts();

        assertThat(counts.created()).isEqualTo(IntakeCount.LISTED_MAX + 1);
        assertThat(counts.devicesCreated()).hasSize(IntakeCount.LISTED_MAX);
    }

    @Test
    void whatAReportHasNoRoomForIsCountedAndNotListed() {
        ReportRoom room = new ReportRoom(1_000);
        ImportCounts first = rejectTwo(new IntakeCount(room));
        ImportCounts second = rejectTwo(new IntakeCount(room));

        assertThat(first.rejectedEvents()).hasSize(1);
        assertThat(second.rejectedEvents()).isEmpty();
        assertThat(second.rejected()).isEqualTo(2);
    }

    private static ImportCounts rejectTwo(IntakeCount count) {
        for (int i = 1; i <= 2; i++) {
            count.rejected(
                    new RejectedEvent.Source(i, new UUID(0, i), NOW, "startup", new byte[500]),
                    RejectedEvent.Reason.FUTURE);
        }
        return count.total();
    }

    /** Another desk writes: what is only read does not wait for it. */
    @Test
    void aConclusionThatFindsNothingNewTakesNoLock() throws IOException {
        activation(device(1), MINTED, Map.of());
        SyncImport importing = new SyncImport(ledger, NOW);
        ImportedFile file = importing.importFile(file("a.sgsync", journal));

        try (DeskLedger other = DeskLedger.open(folder.resolve("desk.db"))) {
            Reconciled report = other.change(connection -> {
                Sql.update(connection, "UPDATE appliance SET tip_seq = tip_seq");
                return importing.conclude(List.of(file));
            });
            assertThat(report.licenses()).hasSize(1);
        }
    }
}
