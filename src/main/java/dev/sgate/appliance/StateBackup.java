package dev.sgate.appliance;

import dev.sgate.host.BackupFile;
import dev.sgate.host.DeviceKeyFile;
import dev.sgate.host.StateLock;
import dev.sgate.host.StateOwner;
import dev.sgate.host.TimeOrderedIds;
import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.seal.Payloads;
import dev.sgate.station.StateChange.JournalForked;
import dev.sgate.store.LedgerCopy;
import dev.sgate.store.LedgerFailure;
import dev.sgate.store.LedgerSwap;
import dev.sgate.store.SqliteLedger;
import dev.sgate.store.SqliteView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code sgate backup} and {@code sgate restore}: the state of an appliance in one file, and back (ADR 0018). Loads no Camel. */
public final class StateBackup {
    private final Settings settings;
    private final Path state;
    private final Path database;

    public StateBackup(Settings settings) {
        this.settings = settings;
        this.state = settings.state();
        this.database = state.resolve(Machine.LEDGER);
    }

    /**
     * What came of a restore.
     *
     * @param applianceId of the appliance that was restored
     * @param replaced where the database that was there is now
     * @param heldBack whether there is no new seat until a higher epoch, because nothing here says what was given out since the backup
     */
    public record Restored(UUID applianceId, Optional<Path> replaced, boolean heldBack) {}

    /**
     * Writes a new file, mode 0600, while the appliance may go on running.
     *
     * @throws BadSetting if no appliance has run on this state yet
     * @throws java.nio.file.FileAlreadyExistsException if there is such a file
     */
    public void write(Path file) throws BadSetting, IOException {
        if (!Files.exists(database)) {
            throw new BadSetting("state", "no appliance has run on " + state + " yet");
        }
        BackupFile.write(state, file, copy -> LedgerCopy.write(database, copy));
    }

    /**
     * Puts a backup in place; may be repeated after it failed or was cut off. The appliance must not run. What is newer here and
     * not in the backup stays: floors, the mark, trust documents, keys. The next start finds an older copy and brings it up.
     *
     * @throws BadSetting if the appliance runs, or the backup is another appliance's
     * @throws LedgerFailure if the backup is damaged; nothing was changed
     */
    public Restored restore(Path file) throws BadSetting, IOException {
        if (!Files.isDirectory(state)) {
            Files.createDirectories(
                    state, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        try (BackupFile backup = BackupFile.open(file)) {
            StateLock lock = StateLock.take(state)
                    .orElseThrow(() -> new BadSetting(
                            "state", "the appliance runs on " + state + "; stop it first, nothing was changed"));
            try {
                return restore(backup);
            } finally {
                giveBack(lock);
            }
        }
    }

    private void giveBack(StateLock lock) throws IOException {
        try {
            StateOwner.giveBack(state);
        } finally {
            lock.close();
        }
    }

    /** The database first, the device key last: without it no start makes anything of a restore that was cut off. */
    private Restored restore(BackupFile backup) throws BadSetting, IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        LedgerSwap.finish(database, now);
        if (backup.hasAnotherDeviceKey(state)) {
            throw new BadSetting(
                    "state",
                    "this backup is another appliance's: its device key is not the one in " + state
                            + "; nothing was changed");
        }
        DeviceKeyFile device = backup.keys(state, settings.readMachineId());
        boolean newState = !DeviceKeyFile.isThere(state) || !Files.exists(database);
        Optional<ChainHead> forkHere = newState ? Optional.empty() : forkHere(device);
        AtomicBoolean heldBack = new AtomicBoolean();
        Optional<Path> replaced = LedgerCopy.putInPlace(
                database,
                backup::extractDatabase,
                backup.hasAnotherJournalKey(state),
                path -> SqliteLedger.open(
                        path, device.journalKey(), device.applianceId(), new TimeOrderedIds(Clock.systemUTC())),
                ledger -> {
                    boolean forgetsOne = forkHere.isPresent() && !forkHere.equals(ledger.fork());
                    heldBack.set(newState || forgetsOne);
                    if (heldBack.get()) {
                        holdBack(ledger, device, now);
                    }
                },
                now);
        backup.fillIn(state);
        return new Restored(device.applianceId(), replaced, heldBack.get());
    }

    /** What holds the database here back: an earlier restore's, perhaps, that no start has seen yet. A damaged one says nothing. */
    private Optional<ChainHead> forkHere(DeviceKeyFile device) {
        try (SqliteView here = SqliteLedger.openReadOnly(database, device.journalKey(), device.applianceId())) {
            return here.fork();
        } catch (LedgerFailure unreadable) {
            return Optional.empty();
        }
    }

    /** Nothing here says what was given out since the backup was made: no new seat until a higher epoch (BEHAVIOUR 6). */
    private static void holdBack(SqliteLedger ledger, DeviceKeyFile device, Instant now) {
        ledger.commit(
                List.of(new JournalForked(ledger.head(), now)),
                List.of(EventDraft.of(
                                EventType.JOURNAL_FORKED,
                                now,
                                Payloads.members(
                                        "seq", ledger.head().seq(),
                                        "tip", ledger.head().seq(),
                                        "why", "restored"))
                        .aboutDevice(device.fingerprint().hex())));
    }
}
