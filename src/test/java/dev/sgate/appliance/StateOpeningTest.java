package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.host.DeviceKeyFile;
import dev.sgate.host.DiskReleases;
import dev.sgate.host.DiskStaging;
import dev.sgate.host.TimeOrderedIds;
import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.license.Fingerprint;
import dev.sgate.license.LicenseBundle;
import dev.sgate.release.InstallPhase;
import dev.sgate.release.SemVer;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sha256;
import dev.sgate.station.InstallId;
import dev.sgate.station.LedgerView.Floor;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.LedgerView.Quarantine;
import dev.sgate.station.LedgerView.Seat;
import dev.sgate.station.Releases;
import dev.sgate.station.Staging;
import dev.sgate.station.StateChange;
import dev.sgate.store.LedgerFailure;
import dev.sgate.store.SqliteLedger;
import dev.sgate.store.SqliteView;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A start on a database that is damaged, gone, or an older copy (THREATS M20, ADR 0018). */
class StateOpeningTest {
    private static final Instant NOW = Instant.parse(Samples.NOW);
    private static final String MACHINE = "machine";
    private static final Fingerprint DEVICE = Fingerprint.ofMachineId("another device");
    private static final Floor FLOOR = new Floor(new SemVer("2.4.0"), Optional.of(new SemVer("2.0.0")));

    private static final Quarantine BAD = bad("2.5.0");

    @TempDir
    Path state;

    private Path database;

    @BeforeEach
    void anApplianceWithALicenseAndARelease() throws IOException {
        database = state.resolve("sgate.db");
        try (SqliteLedger ledger = open()) {
            install(ledger);
            hold(ledger);
            quarantine(ledger, BAD);
            for (int i = 0; i < 20; i++) {
                ledger.commit(List.of(), List.of(event("before " + i)));
            }
            ledger.reserveExportSerial(NOW);
        }
    }

    private static EventDraft event(String word) {
        return EventDraft.of(EventType.WARNING, NOW, Map.of("word", word));
    }

    private SqliteLedger open() throws IOException {
        StateOpening.makeReady(state, NOW);
        DeviceKeyFile device = DeviceKeyFile.openOrMake(state, MACHINE, database);
        TimeOrderedIds ids = new TimeOrderedIds(Clock.systemUTC());
        return new StateOpening(
                        state,
                        device,
                        releases(),
                        new DiskStaging(state),
                        TestKeys::keyring,
                        ids,
                        file -> SqliteLedger.open(file, device.journalKey(), device.applianceId(), ids))
                .open(NOW);
    }

    private Releases releases() throws IOException {
        return new DiskReleases(state, new DiskStaging(state));
    }

    private static UpdateOffer offer() {
        return Samples.offer(StateOpeningTest::withAFloor);
    }

    private static void withAFloor(Map<String, Object> update) {
        Samples.in(update, "app").put("minimumVersion", "2.0.0");
    }

    private void install(SqliteLedger ledger) throws IOException {
        install(ledger, "2.4.0", Optional.empty());
    }

    private void install(SqliteLedger ledger, String version, Optional<String> previous) throws IOException {
        Consumer<Map<String, Object>> edit = update -> {
            withAFloor(update);
            Samples.in(update, "app").put("version", version);
            previous.ifPresent(other ->
                    Samples.in(update, "app").put("sha256", digest(version).hex()));
        };
        Map<String, Object> payload = Samples.update();
        edit.accept(payload);
        UpdateOffer offer = Samples.offer(edit);
        byte[] line = Sealer.seal(PayloadType.UPDATE, payload, List.of(TestKeys.UPDATE_A));
        String folder = Releases.folderOf(offer.app());
        Files.createDirectories(state.resolve("apps/lamp/releases").resolve(folder));
        releases().switchTo("lamp", folder);
        InstallId install = new InstallId(new TimeOrderedIds(Clock.systemUTC()).next());
        ledger.commit(List.of(new StateChange.InstallBegun(install, offer, line, folder, previous, NOW)), List.of());
        ledger.commit(
                List.of(
                        new StateChange.InstallMoved(install, InstallPhase.COMMITTED, NOW),
                        new StateChange.FloorRaised(
                                "lamp", offer.app().version(), offer.app().minimumVersion(), offer.signers())),
                List.of(event("installed")));
    }

    private static void hold(SqliteLedger ledger) {
        byte[] line = Sealer.seal(PayloadType.LICENSE, Samples.license(), List.of(TestKeys.LICENSE_A));
        LicenseBundle bundle = Samples.bundle(Samples.AS_IT_IS);
        ledger.commit(
                List.of(
                        new StateChange.LicenseHeld(bundle, line, NOW),
                        new StateChange.SeatTaken(
                                bundle.terms().licenseId(),
                                bundle.terms().pool().epoch(),
                                DEVICE,
                                NOW)),
                List.of(event("license")));
    }

    private static Quarantine bad(String version) {
        return new Quarantine(digest(version), "lamp", new SemVer(version), NOW);
    }

    /** Of a release that is not the one of {@link #offer}. */
    private static Sha256 digest(String version) {
        return Sha256.of(version.getBytes(StandardCharsets.UTF_8));
    }

    private static void quarantine(SqliteLedger ledger, Quarantine bad) {
        ledger.commit(
                List.of(new StateChange.DigestQuarantined(
                        bad.digest(), bad.appName(), bad.version(), bad.fileIssuedAt(), NOW)),
                List.of(event("failed")));
    }

    /** What may happen to a database while nobody uses it. */
    enum Damage {
        CUT_TO_NOTHING,
        GONE,
        GONE_WITH_THE_JOURNAL_KEY,
        CUT_IN_HALF,
        HEADER_BROKEN,
        MIDDLE_BROKEN,
        SCHEMA_VERSION_LOWER,
        EVENTS_DROPPED,
        SEATS_DROPPED,
        JOURNAL_ROW_DELETED,
        FLOOR_UNREADABLE,
        NEWEST_EVENT_CHANGED,
        NEWEST_EVENT_DELETED,
        ANOTHER_PROGRAMS,
        ANOTHER_MACHINES;

        boolean keepsSeats() {
            return this == SCHEMA_VERSION_LOWER
                    || this == EVENTS_DROPPED
                    || this == JOURNAL_ROW_DELETED
                    || this == FLOOR_UNREADABLE
                    || this == NEWEST_EVENT_CHANGED
                    || this == NEWEST_EVENT_DELETED;
        }
    }

    private void inflict(Damage damage) throws Exception {
        switch (damage) {
            case CUT_TO_NOTHING -> cut(0);
            case GONE -> Files.delete(database);
            case GONE_WITH_THE_JOURNAL_KEY -> {
                Files.delete(database);
                Files.delete(state.resolve("keys/journal.key"));
            }
            case CUT_IN_HALF -> cut(Files.size(database) / 2);
            case HEADER_BROKEN -> overwrite(0, 100);
            case MIDDLE_BROKEN -> overwrite(Files.size(database) / 2 / 4096 * 4096, 3 * 4096);
            case SCHEMA_VERSION_LOWER -> sql("PRAGMA user_version = 2");
            case EVENTS_DROPPED -> sql("DROP TABLE event");
            case SEATS_DROPPED -> sql("DROP TABLE seat");
            case JOURNAL_ROW_DELETED -> sql("DELETE FROM journal");
            case FLOOR_UNREADABLE -> sql("UPDATE version_floor SET version = 'x.4.0'");
            case NEWEST_EVENT_CHANGED ->
                sql("UPDATE event SET sealed = zeroblob(90) WHERE seq = (SELECT max(seq) FROM event)");
            case NEWEST_EVENT_DELETED -> sql("DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)");
            case ANOTHER_PROGRAMS -> {
                Files.delete(database);
                sql("CREATE TABLE bookmarks (name TEXT)");
            }
            case ANOTHER_MACHINES -> putAnothers();
        }
    }

    private void cut(long bytes) throws IOException {
        try (FileChannel file = FileChannel.open(database, StandardOpenOption.WRITE)) {
            file.truncate(bytes);
        }
    }

    private void overwrite(long from, int bytes) throws IOException {
        ByteBuffer noise = ByteBuffer.allocate(bytes);
        while (noise.hasRemaining()) {
            noise.put((byte) 0xA5);
        }
        try (FileChannel file = FileChannel.open(database, StandardOpenOption.WRITE)) {
            file.write(noise.flip(), from);
        }
    }

    private void sql(String... statements) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.executeUpdate(one);
            }
        }
    }

    private void putAnothers() throws IOException {
        Path other = Files.createDirectory(state.resolve("other"));
        DeviceKeyFile device = DeviceKeyFile.openOrMake(other, "other machine", other.resolve("sgate.db"));
        try (SqliteLedger ledger = SqliteLedger.open(
                other.resolve("sgate.db"),
                device.journalKey(),
                device.applianceId(),
                new TimeOrderedIds(Clock.systemUTC()))) {
            for (int i = 0; i < 50; i++) {
                ledger.commit(List.of(), List.of(event("another's")));
            }
        }
        Files.copy(other.resolve("sgate.db"), database, StandardCopyOption.REPLACE_EXISTING);
    }

    private static ChainHead headOf(SqliteView ledger) {
        return ledger.head();
    }

    private ChainHead head() throws IOException {
        try (SqliteLedger ledger = open()) {
            return headOf(ledger);
        }
    }

    private static List<String> texts(SqliteView ledger) {
        List<String> texts = new ArrayList<>();
        ledger.eventsAfter(0, event -> texts.add(event.text()));
        return texts;
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void nothingThatMattersIsLost(Damage damage) throws Exception {
        ChainHead before = head();
        inflict(damage);

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.findFloor("lamp", signers -> true)).contains(FLOOR);
            HeldRelease running = ledger.findRunning("lamp").orElseThrow();
            assertThat(running.folder()).isEqualTo(Releases.folderOf(offer().app()));
            assertThat(running.command()).isEqualTo(offer().app().command());
            assertThat(ledger.licenses())
                    .singleElement()
                    .satisfies(license -> assertThat(license.serial())
                            .isEqualTo(Samples.bundle(Samples.AS_IT_IS).terms().serial()));
            assertThat(ledger.mark().orElseThrow()).isAfterOrEqualTo(Instant.parse(Samples.MADE));
            assertThat(ledger.head().seq()).as("no number is used twice").isGreaterThan(before.seq());
            assertThat(texts(ledger).getLast()).contains("\"kind\":\"state-rebuilt\"");
            assertThat(ledger.reserveExportSerial(NOW)).isEqualTo(2);
            assertThat(ledger.fork()).isEmpty();
            assertThat(ledger.quarantined()).containsExactly(BAD);
            LicenseBundle bundle = Samples.bundle(Samples.AS_IT_IS);
            List<Seat> seats = ledger.seats(
                    bundle.terms().licenseId(), bundle.terms().pool().epoch());
            assertThat(seats).hasSize(damage.keepsSeats() || !seats.isEmpty() ? 1 : 0);
        }
        assertThat(releases().current("lamp")).contains(Releases.folderOf(offer().app()));
        assertThat(list())
                .noneMatch(name -> name.contains("building") || name.endsWith("rebuilt"))
                .filteredOn(name -> name.startsWith("sgate.db.damaged-") && !name.endsWith("-wal"))
                .hasSize(damage.name().startsWith("GONE") ? 0 : 1);

        ChainHead after = head();
        assertThat(after.seq()).as("told once").isEqualTo(before.seq() + told(before));
    }

    /** The next start finds nothing wrong. */
    private long told(ChainHead before) throws IOException {
        try (SqliteLedger ledger = open()) {
            return ledger.head().seq() - before.seq();
        }
    }

    private List<String> list() throws IOException {
        try (Stream<Path> files = Files.list(state)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    /** All events are still there: the chain goes on as if nothing had happened. */
    @ParameterizedTest
    @ValueSource(strings = {"SCHEMA_VERSION_LOWER", "JOURNAL_ROW_DELETED", "FLOOR_UNREADABLE", "SEATS_DROPPED"})
    void whatCanBeReadOfTheJournalIsKept(String damage) throws Exception {
        ChainHead before = head();
        inflict(Damage.valueOf(damage));

        try (SqliteLedger ledger = open()) {
            assertThat(texts(ledger)).hasSize((int) before.seq() + 1);
            assertThat(texts(ledger).getLast())
                    .contains("\"prev\":\"" + before.head() + "\"")
                    .doesNotContain("firstSeq");
            assertThat(ledger.unreadable()).isEqualTo(ChainHead.EMPTY);
        }
    }

    /** A hole: what lies behind it still goes to the vendor, and what is lost is said. */
    @Test
    void aJournalWithAHoleGoesOnBehindIt() throws Exception {
        ChainHead before = head();
        sql("DELETE FROM event WHERE seq = 5", "PRAGMA user_version = 2");

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.unreadable().seq()).isEqualTo(5);
            assertThat(texts(ledger)).hasSize((int) before.seq() - 5 + 1);
            assertThat(texts(ledger).getLast()).contains("\"firstSeq\":1,\"lastSeq\":5");
        }
    }

    @Test
    void aReleaseWhoseFolderIsGoneGoesBackToThePreviousOneIfThatIsThere() throws Exception {
        String before = releases().current("lamp").orElseThrow();
        try (SqliteLedger ledger = open()) {
            install(ledger, "2.6.0", Optional.of(before));
        }
        Files.delete(state.resolve("apps/lamp/releases")
                .resolve(releases().current("lamp").orElseThrow()));

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.findRunning("lamp").map(HeldRelease::folder)).contains(before);
            assertThat(releases().current("lamp")).contains(before);
            assertThat(ledger.quarantined()).containsExactly(BAD);
            assertThat(texts(ledger).getLast()).contains("\"why\":\"folder-gone\"", "\"kept\":\"2.4.0\"");
        }
        Files.delete(state.resolve("apps/lamp/releases").resolve(before));
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.running()).isEmpty();
            assertThat(releases().current("lamp")).isEmpty();
            assertThat(texts(ledger).getLast()).contains("folder-gone").doesNotContain("kept");
        }
    }

    @Test
    void eventsThatCannotBeReadAreToldAsLost() throws Exception {
        ChainHead before = head();
        inflict(Damage.GONE);

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.unreadable()).isEqualTo(before);
            assertThat(texts(ledger))
                    .singleElement()
                    .asString()
                    .contains("\"seq\":" + (before.seq() + 1) + ",", "\"prev\":\"" + before.head() + "\"")
                    .contains("\"firstSeq\":1,\"lastSeq\":" + before.seq());
        }
    }

    @Test
    void anOlderCopyIsNoticedAndGivesNoNewSeat() throws Exception {
        Path copy = state.resolve("copy");
        Files.copy(database, copy);
        ChainHead older = head();
        try (SqliteLedger ledger = open()) {
            for (int i = 0; i < 5; i++) {
                ledger.commit(List.of(), List.of(event("after the copy")));
            }
            ledger.commit(
                    List.of(new StateChange.FloorRaised(
                            "lamp", new SemVer("2.9.0"), Optional.of(new SemVer("2.5.0")), offer().signers())),
                    List.of(event("raised")));
            assertThat(ledger.reserveExportSerial(NOW)).isEqualTo(2);
        }
        ChainHead newest = head();
        Files.copy(copy, database, StandardCopyOption.REPLACE_EXISTING);

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.findFloor("lamp", signers -> true))
                    .contains(new Floor(new SemVer("2.9.0"), Optional.of(new SemVer("2.5.0"))));
            assertThat(ledger.fork()).contains(newest);
            LicenseBundle bundle = Samples.bundle(Samples.AS_IT_IS);
            assertThat(ledger.isHeldBack(
                            bundle.terms().licenseId(), bundle.terms().pool().epoch()))
                    .isTrue();
            assertThat(texts(ledger))
                    .hasSize(2)
                    .anyMatch(text -> text.contains("\"type\":\"journal-forked\"")
                            && text.contains(
                                    "\"seq\":" + newest.seq() + ",\"tip\":" + older.seq() + ",\"why\":\"older-state\""))
                    .anyMatch(text -> text.contains("\"kind\":\"state-older\"")
                            && text.contains("\"firstSeq\":1,\"lastSeq\":" + newest.seq()));
            assertThat(texts(ledger).getFirst()).contains("\"prev\":\"" + newest.head() + "\"");
            assertThat(ledger.reserveExportSerial(NOW)).isEqualTo(3);
        }
        assertThat(told(newest)).as("told once").isEqualTo(2);
    }

    /** What the copy held is not forgiven by putting it back, and what came later is not forgotten. */
    @Test
    void anOlderCopyLearnsOfAQuarantineAndKeepsItsOwn() throws Exception {
        Path copy = state.resolve("copy");
        Files.copy(database, copy);
        try (SqliteLedger ledger = open()) {
            quarantine(ledger, bad("2.6.0"));
        }
        Files.copy(copy, database, StandardCopyOption.REPLACE_EXISTING);

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.quarantined()).containsExactly(BAD, bad("2.6.0"));
        }
    }

    @Test
    void whatWasForgivenStaysForgiven() throws Exception {
        try (SqliteLedger ledger = open()) {
            ledger.commit(List.of(new StateChange.QuarantineLifted(BAD.digest())), List.of(event("forgiven")));
        }
        inflict(Damage.GONE);

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.quarantined()).isEmpty();
        }
    }

    /** It failed once, was forgiven or came in a newer file, and runs. */
    @Test
    void whatRunsIsNotHeldBackByAnOlderCopy() throws Exception {
        Quarantine forgiven =
                new Quarantine(offer().app().sha256(), "lamp", offer().app().version(), NOW);
        Path copy = state.resolve("copy");
        try (SqliteLedger ledger = open()) {
            quarantine(ledger, forgiven);
        }
        Files.copy(database, copy);
        try (SqliteLedger ledger = open()) {
            ledger.commit(List.of(new StateChange.QuarantineLifted(forgiven.digest())), List.of(event("forgiven")));
        }
        Files.copy(copy, database, StandardCopyOption.REPLACE_EXISTING);

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.quarantined()).containsExactly(BAD);
            assertThat(ledger.findRunning("lamp")).isPresent();
        }
    }

    /** It ended again and again and was taken back; its folder may still be there, and no way leads back to it. */
    @Test
    void anEarlierReleaseInQuarantineIsNotThePreviousOne() throws Exception {
        String bad = releases().current("lamp").orElseThrow();
        try (SqliteLedger ledger = open()) {
            quarantine(
                    ledger,
                    new Quarantine(offer().app().sha256(), "lamp", offer().app().version(), NOW));
            install(ledger, "2.6.0", Optional.of(bad));
        }
        inflict(Damage.GONE);

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.findRunning("lamp")).isPresent();
            assertThat(ledger.releases("lamp")).noneMatch(held -> held.folder().equals(bad));
        }
    }

    /** Nothing that was flipped in it comes back and stops the start. */
    @ParameterizedTest
    @ValueSource(strings = {"version = '2.05.0'", "file_issued_at = '2026-19-39T00:00:00Z'", "app_name = 'a lamp'"})
    void aQuarantineThatCannotBeReadIsTakenFromTheWitness(String flipped) throws Exception {
        sql("UPDATE quarantine SET " + flipped, "PRAGMA user_version = 2");

        open().close();
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.quarantined()).containsExactly(BAD);
            assertThat(texts(ledger).getLast()).contains("state-rebuilt");
        }
    }

    private UpdateOffer letWait(SqliteLedger ledger, String slot) throws IOException {
        Map<String, Object> payload = Samples.update();
        Samples.in(payload, "app").put("version", "2.6.0");
        UpdateOffer offer = Samples.offer(update -> Samples.in(update, "app").put("version", "2.6.0"));
        byte[] line = Sealer.seal(PayloadType.UPDATE, payload, List.of(TestKeys.UPDATE_A));
        try (Staging.Writing out = new DiskStaging(state).write(slot, Staging.Part.ENVELOPE)) {
            out.write(line);
        }
        ledger.commit(List.of(new StateChange.UpdateWaits(offer, line, slot, NOW)), List.of());
        return offer;
    }

    @Test
    void anUpdateThatWaitsDoesSoAgainAndAsksAgain() throws Exception {
        UpdateOffer offer;
        try (SqliteLedger ledger = open()) {
            offer = letWait(ledger, "slot-1");
            ledger.commit(List.of(new StateChange.UpdateConfirmed("slot-1")), List.of());
        }
        inflict(Damage.GONE);

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.waitingUpdates()).singleElement().satisfies(waits -> {
                assertThat(waits.version()).isEqualTo(new SemVer("2.6.0"));
                assertThat(waits.digest()).isEqualTo(offer.app().sha256());
                assertThat(waits.slot()).isEqualTo("slot-1");
                assertThat(waits.confirmed()).isFalse();
            });
        }
    }

    /** The stick brings it again. */
    @Test
    void anUpdateThatIsNotThereAnyMoreOrIsNotTheVendorsDoesNotWait() throws Exception {
        try (SqliteLedger ledger = open()) {
            letWait(ledger, "slot-1");
        }
        Path envelope = state.resolve("staging/slot-1/envelope");
        Files.writeString(envelope, "half an enve");
        inflict(Damage.GONE);
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.waitingUpdates()).isEmpty();
            letWait(ledger, "slot-2");
        }
        new DiskStaging(state).discard("slot-2");
        inflict(Damage.GONE);
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.waitingUpdates()).isEmpty();
        }
    }

    @Test
    void inAnOlderCopyNothingWaitsButWhatDidSoLast() throws Exception {
        Path copy = state.resolve("copy");
        try (SqliteLedger ledger = open()) {
            letWait(ledger, "slot-1");
        }
        Files.copy(database, copy);
        try (SqliteLedger ledger = open()) {
            letWait(ledger, "slot-2");
            ledger.commit(List.of(), List.of(event("after the copy")));
        }
        Files.copy(copy, database, StandardCopyOption.REPLACE_EXISTING);

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.waitingUpdates())
                    .singleElement()
                    .satisfies(waits -> assertThat(waits.slot()).isEqualTo("slot-2"));
        }
    }

    /** The log of a database that was not closed is a part of it. */
    @Test
    void aLogThatWasDeletedIsNoticed() throws Exception {
        SqliteLedger ledger = open();
        ledger.commit(
                List.of(new StateChange.FloorRaised("lamp", new SemVer("3.0.0"), Optional.empty(), offer().signers())),
                List.of(event("in the log only")));
        ChainHead newest = ledger.head();
        Path killed = Files.createDirectory(state.resolve("killed"));
        Files.copy(database, killed.resolve("sgate.db"));
        ledger.close();
        Files.copy(killed.resolve("sgate.db"), database, StandardCopyOption.REPLACE_EXISTING);

        try (SqliteLedger again = open()) {
            assertThat(again.findFloor("lamp", signers -> true).orElseThrow().highestCommitted())
                    .isEqualTo(new SemVer("3.0.0"));
            assertThat(again.fork()).contains(newest);
            assertThat(again.findRunning("lamp")).isPresent();
        }
    }

    /** A bit that was flipped in a value that reads well. */
    @Test
    void aFloorThatFellIsRaisedAgain() throws Exception {
        head();
        sql("UPDATE version_floor SET version = '0.4.0'");

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.findFloor("lamp", signers -> true)).contains(FLOOR);
            assertThat(ledger.fork()).isEmpty();
        }
    }

    /** The releases themselves say what was committed, signed by the vendor. */
    @Test
    void withoutAWitnessTheReleasesProveThemselves() throws Exception {
        head();
        Files.delete(database);
        Files.delete(state.resolve("kept/witness"));

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.findFloor("lamp", signers -> true)).contains(FLOOR);
            assertThat(ledger.findRunning("lamp")).isPresent();
        }
    }

    /** One on probation, or one that was taken back: it lies there and proves itself, and was not what ran. */
    @Test
    void ofAReleaseThatDidNotRunNothingIsHeld() throws Exception {
        Map<String, Object> payload = Samples.update();
        Samples.in(payload, "app").put("version", "3.0.0");
        UpdateOffer higher = Samples.offer(update -> Samples.in(update, "app").put("version", "3.0.0"));
        String folder = Releases.folderOf(higher.app());
        Files.createDirectories(state.resolve("apps/lamp/releases").resolve(folder));
        Files.write(
                state.resolve("apps/lamp/origins").resolve(folder + ".sgupd"),
                Sealer.seal(PayloadType.UPDATE, payload, List.of(TestKeys.UPDATE_A)));
        releases().switchTo("lamp", folder);
        inflict(Damage.GONE);

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.releases("lamp"))
                    .singleElement()
                    .satisfies(held -> assertThat(held.version()).isEqualTo(new SemVer("2.4.0")));
            assertThat(ledger.findFloor("lamp", signers -> true)).contains(FLOOR);
            assertThat(releases().current("lamp")).contains(Releases.folderOf(offer().app()));
        }
    }

    @Test
    void aWitnessThatWasEditedSaysNothing() throws Exception {
        ChainHead before = head();
        Path witness = state.resolve("kept/witness");
        Files.writeString(witness, Files.readString(witness).replace(" 2.4.0 ", " 9.9.9 "));

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.findFloor("lamp", signers -> true)).contains(FLOOR);
            assertThat(ledger.head()).isEqualTo(before);
        }
        assertThat(Files.readString(witness)).contains(" 2.4.0 ").doesNotContain("9.9.9");
    }

    /** Somebody may have put the wrong file back: ADR 0015. */
    @Test
    void aWrongJournalKeyStopsTheStartAndLeavesAllAsItIs() throws Exception {
        ChainHead before = head();
        Path key = state.resolve("keys/journal.key");
        byte[] right = Files.readAllBytes(key);
        Files.write(key, new byte[32]);

        assertThatThrownBy(this::open).isInstanceOf(LedgerFailure.class).hasMessageContaining("journal key");
        assertThat(list()).noneMatch(name -> name.startsWith("sgate.db.damaged-"));

        Files.write(key, right);
        assertThat(head()).isEqualTo(before);
    }

    @Test
    void aNewerLedgerIsLeftAlone() throws Exception {
        head();
        sql("PRAGMA user_version = 99");

        assertThatThrownBy(this::open).isInstanceOf(LedgerFailure.class).hasMessageContaining("newer sgate");
        assertThat(list()).noneMatch(name -> name.startsWith("sgate.db.damaged-"));
    }

    /** A damaged database again and again does not fill the disk. */
    @Test
    void onlyTheLastDamagedOnesAreKept() throws Exception {
        for (int i = 0; i < 5; i++) {
            overwrite(0, 100);
            StateOpening.makeReady(state, NOW);
            openAt(NOW.plusSeconds(i));
        }
        assertThat(list())
                .filteredOn(name -> name.startsWith("sgate.db.damaged-") && !name.endsWith("-wal"))
                .hasSize(3);
    }

    private void openAt(Instant now) throws IOException {
        DeviceKeyFile device = DeviceKeyFile.openOrMake(state, MACHINE, database);
        TimeOrderedIds ids = new TimeOrderedIds(Clock.systemUTC());
        new StateOpening(
                        state,
                        device,
                        releases(),
                        new DiskStaging(state),
                        TestKeys::keyring,
                        ids,
                        file -> SqliteLedger.open(file, device.journalKey(), device.applianceId(), ids))
                .open(now)
                .close();
    }
}
