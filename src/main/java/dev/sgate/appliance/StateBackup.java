package dev.sgate.appliance;

import dev.sgate.host.BackupFile;
import dev.sgate.host.DeviceKeyFile;
import dev.sgate.host.StateLock;
import dev.sgate.host.TimeOrderedIds;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.seal.Payloads;
import dev.sgate.station.StateChange.JournalForked;
import dev.sgate.store.LedgerCopy;
import dev.sgate.store.LedgerFailure;
import dev.sgate.store.LedgerSwap;
import dev.sgate.store.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** {@code sgate backup} and {@code sgate restore}: the state of an appliance in one file, and back (ADR 0018). Loads no Camel. */
public final class StateBackup {
    private static final String DEVICE_KEY = "keys/device.key";
    private static final String JOURNAL_KEY = "keys/journal.key";

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
     * @param onNewState whether there was no state here before: then nobody knows what happened since the backup
     */
    public record Restored(UUID applianceId, Optional<Path> replaced, boolean onNewState) {}

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
     * Puts a backup in place. The appliance must not run. What is newer here and not in the backup stays: floors, the mark, trust
     * documents, keys. The next start finds an older copy and brings it up.
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
                lock.close();
            }
        }
    }

    private Restored restore(BackupFile backup) throws BadSetting, IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        LedgerSwap.finish(database, now);
        boolean newState = !Files.exists(state.resolve(DEVICE_KEY));
        if (!newState && differs(backup, DEVICE_KEY)) {
            throw new BadSetting(
                    "state",
                    "this backup is another appliance's: its device key is not the one in " + state
                            + "; nothing was changed");
        }
        boolean otherJournalKey = Files.exists(state.resolve(JOURNAL_KEY)) && differs(backup, JOURNAL_KEY);
        backup.fillIn(state);
        DeviceKeyFile device = DeviceKeyFile.open(state, settings.readMachineId());
        Optional<Path> replaced = LedgerCopy.putInPlace(
                database,
                backup::extractDatabase,
                otherJournalKey,
                path -> SqliteLedger.open(
                        path, device.journalKey(), device.applianceId(), new TimeOrderedIds(Clock.systemUTC())),
                ledger -> {
                    if (newState) {
                        holdBack(ledger, device, now);
                    }
                },
                now);
        return new Restored(device.applianceId(), replaced, newState);
    }

    private boolean differs(BackupFile backup, String name) throws IOException {
        return !Arrays.equals(
                Files.readAllBytes(state.resolve(name)), backup.find(name).orElse(new byte[0]));
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
