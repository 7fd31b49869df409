package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sgate.host.DeviceKeyFile;
import dev.sgate.host.DiskReleases;
import dev.sgate.host.DiskStaging;
import dev.sgate.host.PersonalKeyFile;
import dev.sgate.host.StateLock;
import dev.sgate.host.TimeOrderedIds;
import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Kid;
import dev.sgate.station.LedgerView.Floor;
import dev.sgate.station.StateChange;
import dev.sgate.store.LedgerFailure;
import dev.sgate.store.SqliteLedger;
import dev.sgate.vectors.TestKeys;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code sgate backup} and {@code sgate restore}, without their words. It is one thing: one backup of one appliance, put back in each
 * place where it may have to go.
 */
class StateBackupTest {
    private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");
    private static final String MACHINE = "machine";

    @TempDir
    Path folder;

    private Path state;
    private Path backup;

    @BeforeEach
    void anAppliance() throws Exception {
        state = Files.createDirectory(folder.resolve("state"));
        backup = folder.resolve("backup.zip");
        try (SqliteLedger ledger = open()) {
            raise(ledger, "1.0.0");
        }
        new PersonalKeyFile(state).find();
        Files.writeString(state.resolve("mark"), "a mark\n");
    }

    private StateBackup backups() throws BadSetting {
        return of(state);
    }

    private static StateBackup of(Path state) throws BadSetting {
        return new StateBackup(Settings.of(Map.of("state", state.toString(), "machine-id", MACHINE)));
    }

    private SqliteLedger open() throws IOException {
        return open(state);
    }

    private static SqliteLedger open(Path state) throws IOException {
        StateOpening.makeReady(state, NOW);
        DeviceKeyFile device = DeviceKeyFile.openOrMake(state, MACHINE, state.resolve("sgate.db"));
        TimeOrderedIds ids = new TimeOrderedIds(Clock.systemUTC());
        return new StateOpening(
                        state,
                        device,
                        new DiskReleases(state, new DiskStaging(state)),
                        new DiskStaging(state),
                        TestKeys::keyring,
                        ids,
                        file -> SqliteLedger.open(file, device.journalKey(), device.applianceId(), ids))
                .open(NOW);
    }

    private static void raise(SqliteLedger ledger, String version) {
        ledger.commit(
                List.of(new StateChange.FloorRaised(
                        "lamp", new SemVer(version), Optional.empty(), Set.of(new Kid("update-a")))),
                List.of(EventDraft.of(EventType.WARNING, NOW, Map.of("word", version))));
    }

    private static Optional<SemVer> floor(SqliteLedger ledger) {
        return ledger.findFloor("lamp", signers -> true).map(Floor::highestCommitted);
    }

    private List<String> inState() throws IOException {
        try (Stream<Path> files = Files.list(state)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    @Test
    void aBackupIsOneFileForItsOwnerAlone() throws Exception {
        try (SqliteLedger running = open()) {
            backups().write(backup);
            raise(running, "1.1.0");
        }

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            assertThat(zip.stream().map(Object::toString))
                    .contains("sgate.db", "mark", "keys/device.key", "keys/journal.key", "kept/witness")
                    .doesNotContain("keys/personal.key");
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).hasSize(2);
        }
        byte[] before = Files.readAllBytes(backup);
        assertThatThrownBy(() -> backups().write(backup)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(backup).hasBinaryContent(before);
    }

    @Test
    void whatFollowedTheBackupIsNotForgotten() throws Exception {
        backups().write(backup);
        ChainHead newest;
        try (SqliteLedger ledger = open()) {
            raise(ledger, "2.0.0");
            newest = ledger.head();
        }
        Files.writeString(state.resolve("mark"), "a later mark\n");

        StateBackup.Restored restored = backups().restore(backup);

        assertThat(restored.heldBack()).isFalse();
        assertThat(restored.replaced())
                .hasValueSatisfying(old -> assertThat(old).isNotEmptyFile());
        assertThat(state.resolve("mark")).hasContent("a later mark");
        try (SqliteLedger ledger = open()) {
            assertThat(floor(ledger)).contains(new SemVer("2.0.0"));
            assertThat(ledger.head().seq()).isGreaterThan(newest.seq());
            assertThat(ledger.fork()).contains(newest);
        }
    }

    /** Nothing happened since: nothing is told, and nothing is held back. */
    @Test
    void theNewestStateIsNoOlderCopy() throws Exception {
        backups().write(backup);
        backups().restore(backup);
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.fork()).isEmpty();
            assertThat(floor(ledger)).contains(new SemVer("1.0.0"));
        }
    }

    @Test
    void aNewDiskGetsTheKeysAndHoldsSeatsBack() throws Exception {
        backups().write(backup);
        Path fresh = folder.resolve("fresh");

        StateBackup.Restored restored = of(fresh).restore(backup);

        assertThat(restored.heldBack()).isTrue();
        assertThat(restored.replaced()).isEmpty();
        assertThat(fresh.resolve("keys/device.key")).hasSameBinaryContentAs(state.resolve("keys/device.key"));
        assertThat(fresh.resolve("keys/personal.key")).doesNotExist();
        assertThat(fresh.resolve("mark")).hasContent("a mark");
        try (SqliteLedger ledger = open(fresh)) {
            assertThat(floor(ledger)).contains(new SemVer("1.0.0"));
            assertThat(ledger.fork()).isPresent();
        }
    }

    /** The second one finds a state, and nothing in it says what was given out since the backup. */
    @Test
    void aNewDiskThatIsRestoredTwiceHoldsSeatsBack() throws Exception {
        backups().write(backup);
        Path fresh = folder.resolve("fresh");

        of(fresh).restore(backup);

        assertThat(of(fresh).restore(backup).heldBack()).isTrue();
        try (SqliteLedger ledger = open(fresh)) {
            assertThat(ledger.fork()).isPresent();
        }
    }

    /** A person deleted it, or the disk lost it: what the witness does not say, nobody does. */
    @Test
    void aStateWithoutItsDatabaseHoldsSeatsBack() throws Exception {
        backups().write(backup);
        Files.delete(state.resolve("sgate.db"));
        assertThat(backups().restore(backup).heldBack()).isTrue();
    }

    @Test
    void aDamagedDatabaseInABackupLeavesANewDiskEmpty() throws Exception {
        backups().write(backup);
        Path damaged = withDamagedDatabase(backup);
        Path fresh = folder.resolve("fresh");

        assertThatThrownBy(() -> of(fresh).restore(damaged))
                .isInstanceOf(LedgerFailure.class)
                .hasMessageContaining("damaged");
        assertThat(fresh.resolve("keys")).doesNotExist();
        assertThat(fresh.resolve("kept")).doesNotExist();
        assertThat(fresh.resolve("mark")).doesNotExist();

        assertThat(of(fresh).restore(backup).heldBack()).isTrue();
    }

    private Path withDamagedDatabase(Path whole) throws IOException {
        Path damaged = folder.resolve("damaged.zip");
        try (ZipFile from = new ZipFile(whole.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(damaged))) {
            for (ZipEntry entry : Collections.list(from.entries())) {
                byte[] content = from.getInputStream(entry).readAllBytes();
                if (entry.getName().equals("sgate.db")) {
                    Arrays.fill(content, content.length / 2, content.length, (byte) 7);
                }
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(content);
                to.closeEntry();
            }
        }
        return damaged;
    }

    /** It was cut off after the database: no start takes the rest for a first one, and the restore goes on. */
    @Test
    void aRestoreThatLacksItsKeyIsNoNewAppliance() throws Exception {
        backups().write(backup);
        Path fresh = folder.resolve("fresh");
        of(fresh).restore(backup);
        Files.delete(fresh.resolve("keys/device.key"));

        assertThatThrownBy(() -> open(fresh).close()).hasMessageContaining("device.key");
        assertThat(of(fresh).restore(backup).heldBack()).isTrue();
        assertThat(fresh.resolve("keys/device.key")).hasSameBinaryContentAs(state.resolve("keys/device.key"));
    }

    /** The service runs as a user of its own, and root restores. */
    @Test
    void whatRootRestoresBelongsToTheOwnerOfTheStateFolder() throws Exception {
        assumeTrue((int) Files.getAttribute(state, "unix:uid") == 0, "root runs this");
        backups().write(backup);
        Path fresh = Files.createDirectory(folder.resolve("fresh"));
        Files.setAttribute(fresh, "unix:uid", 4711);
        Files.setAttribute(fresh, "unix:gid", 4712);

        of(fresh).restore(backup);

        try (Stream<Path> all = Files.walk(fresh)) {
            for (Path each : all.toList()) {
                assertThat(Files.getAttribute(each, "unix:uid"))
                        .as("of " + each)
                        .isEqualTo(4711);
                assertThat(Files.getAttribute(each, "unix:gid"))
                        .as("of " + each)
                        .isEqualTo(4712);
            }
        }
    }

    @Test
    void anotherAppliancesBackupIsRefused() throws Exception {
        Path other = folder.resolve("other");
        Files.createDirectory(other);
        open(other).close();
        of(other).write(backup);
        byte[] before = Files.readAllBytes(state.resolve("sgate.db"));

        assertThatThrownBy(() -> backups().restore(backup))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("another appliance's");
        assertThat(state.resolve("sgate.db")).hasBinaryContent(before);
        assertThat(inState()).noneMatch(name -> name.contains("restored") || name.contains("building"));
    }

    @Test
    void aRunningApplianceIsNotRestored() throws Exception {
        backups().write(backup);
        try (StateLock running = StateLock.take(state).orElseThrow()) {
            assertThat(running).isNotNull();
            assertThatThrownBy(() -> backups().restore(backup))
                    .isInstanceOf(BadSetting.class)
                    .hasMessageContaining("stop it first");
        }
    }

    @Test
    void aDamagedBackupChangesNothing() throws Exception {
        byte[] before = Files.readAllBytes(state.resolve("sgate.db"));
        Files.write(backup, before);
        assertThatThrownBy(() -> backups().restore(backup)).isInstanceOf(IOException.class);
        assertThat(state.resolve("sgate.db")).hasBinaryContent(before);
    }

    /** The journal's key was lost since: the new one stays, and what the old one had sealed is given up. */
    @Test
    void aBackupFromBeforeTheJournalsKeyWasLostKeepsTheNewKey() throws Exception {
        backups().write(backup);
        Files.delete(state.resolve("keys/journal.key"));
        open().close();
        byte[] newKey = Files.readAllBytes(state.resolve("keys/journal.key"));

        backups().restore(backup);

        assertThat(state.resolve("keys/journal.key")).hasBinaryContent(newKey);
        try (SqliteLedger ledger = open()) {
            assertThat(floor(ledger)).contains(new SemVer("1.0.0"));
            raise(ledger, "1.2.0");
        }
    }

    @Test
    void aBackupOfNothingIsNone() throws Exception {
        assertThatThrownBy(() -> of(folder.resolve("nowhere")).write(backup)).isInstanceOf(BadSetting.class);
        assertThat(backup).doesNotExist();
        assertThatThrownBy(() -> backups().restore(folder.resolve("no.zip"))).isInstanceOf(IOException.class);
    }
}
