package dev.sgate.appliance;

import static dev.sgate.appliance.NextStart.assertWaiting;
import static dev.sgate.appliance.NextStart.assertWhole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.appliance.StateProcess.Run;
import dev.sgate.host.DeviceKeyFile;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Kid;
import dev.sgate.station.StateChange;
import dev.sgate.store.Schema;
import dev.sgate.store.SqliteFile;
import dev.sgate.store.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process of its own is ended, or meets an error, at one step that lasts after the other, while it starts for the first time,
 * brings the schema up to date, appends to the journal, takes a license, quarantines a release, lets an update wait, exports, makes a
 * damaged database anew, brings an older copy up, or puts a backup in place (THREATS, "Legal crash states"). The next start
 * always finds everything that was acknowledged, and nothing half. The steps are spread evenly over all there are; {@code
 * -Dkilled.points=N} takes more of them.
 */
class KilledStateIT {
    private static final int POINTS = Integer.getInteger("killed.points", 6);
    private static final int KILLED = 137;
    private static final int FAILED = 3;

    @TempDir
    Path folder;

    private StateProcess process = new StateProcess(Path.of(""));
    private int runs;

    @BeforeEach
    void prepareTheProcess() throws IOException {
        process = StateProcess.prepare(folder);
    }

    private interface Template {
        void make(Path state) throws Exception;
    }

    private void everywhere(StateAction action, Template template) throws Exception {
        int all = process.run(action, prepared(template), 0, false).reached();
        assertThat(all).as("steps that last").isGreaterThan(3);
        int points = Math.min(POINTS, all);
        for (int i = 0; i < points; i++) {
            int at = points == 1 ? 1 : 1 + i * (all - 1) / (points - 1);
            Path killed = prepared(template);
            Run run = process.run(action, killed, at, false);
            assertThat(run.status()).as("killed at " + at + " of " + all).isEqualTo(KILLED);
            assertWhole(killed, run, at);
            assertWaiting(killed, run, at, true);

            Path failed = prepared(template);
            Run error = process.run(action, failed, at, true);
            assertThat(error.status()).as("error at " + at + " of " + all).isIn(0, FAILED);
            assertWhole(failed, error, at);
            assertWaiting(failed, error, at, true);
        }
    }

    private Path prepared(Template template) throws Exception {
        runs++;
        Path site = Files.createDirectory(folder.resolve("site-" + runs));
        Files.createDirectory(site.resolve("stick"));
        Path state = Files.createDirectory(site.resolve("state"));
        template.make(state);
        return state;
    }

    private static void withEvents(Path state) throws IOException {
        try (SqliteLedger ledger = StateAction.open(state)) {
            for (int i = 0; i < 10; i++) {
                ledger.commit(List.of(), List.of(StateAction.event("before")));
            }
            ledger.commit(
                    List.of(new StateChange.FloorRaised(
                            "lamp", new SemVer("2.0.0"), Optional.empty(), Set.of(new Kid("update-a")))),
                    List.of(StateAction.event("floor")));
            ledger.commit(List.of(StateAction.quarantined("1.9.0")), List.of(StateAction.event("failed")));
        }
        Files.createFile(state.resolveSibling("floor"));
    }

    @Test
    void killedInFirstBoot() throws Exception {
        everywhere(StateAction.START, state -> {});
    }

    @Test
    void killedInMigration() throws Exception {
        everywhere(StateAction.START, state -> {
            DeviceKeyFile.openOrMake(state, StateAction.MACHINE, state.resolve("sgate.db"));
            try (Connection writer = new SqliteFile(state.resolve("sgate.db")).openWriter()) {
                new Schema(Schema.class, List.of("001-ledger.sql")).upgrade(writer);
            }
        });
    }

    @Test
    void killedInJournalAppend() throws Exception {
        everywhere(StateAction.APPEND, KilledStateIT::withEvents);
    }

    @Test
    void killedInLicenseImport() throws Exception {
        everywhere(StateAction.LICENSE, KilledStateIT::withEvents);
    }

    /** The database was lost a start later: what it held by then is held still. */
    @Test
    void killedInLicenseImportAndTheDatabaseLostAtLast() throws Exception {
        int all = process.run(StateAction.LICENSE, prepared(KilledStateIT::withEvents), 0, false)
                .reached();
        for (int i = 0; i < 2 * POINTS; i++) {
            int at = 1 + i / 2 * (all - 1) / Math.max(1, POINTS - 1);
            Path state = prepared(KilledStateIT::withEvents);
            process.run(StateAction.LICENSE, state, at, i % 2 == 1);
            int held;
            try (SqliteLedger ledger = StateAction.open(state)) {
                held = ledger.licenses().size();
            }
            Files.delete(state.resolve("sgate.db"));
            try (SqliteLedger ledger = StateAction.open(state)) {
                assertThat(ledger.licenses()).as("at " + at).hasSize(held);
            }
        }
    }

    @Test
    void killedInQuarantine() throws Exception {
        everywhere(StateAction.QUARANTINE, KilledStateIT::withEvents);
    }

    /** What was said to be in quarantine is so without the database, too. */
    @Test
    void killedInQuarantineAndTheDatabaseLost() throws Exception {
        andTheDatabaseLost(StateAction.QUARANTINE);
    }

    private void andTheDatabaseLost(StateAction action) throws Exception {
        int all = process.run(action, prepared(KilledStateIT::withEvents), 0, false)
                .reached();
        for (int i = 0; i < POINTS; i++) {
            int at = 1 + i * (all - 1) / Math.max(1, POINTS - 1);
            Path state = prepared(KilledStateIT::withEvents);
            Run killed = process.run(action, state, at, false);
            assertThat(killed.status()).as("killed at " + at + " of " + all).isEqualTo(KILLED);
            Files.delete(state.resolve("sgate.db"));
            assertWhole(state, killed, at);
            assertWaiting(state, killed, at, false);
        }
    }

    /** It waits with its slot, and a yes is there or not; what does not wait any more has no row. */
    @Test
    void killedInWaitingUpdate() throws Exception {
        everywhere(StateAction.WAIT, KilledStateIT::withEvents);
    }

    /** The witness brings back what waits, without its yes; what ended does not wait again. */
    @Test
    void killedInWaitingUpdateAndTheDatabaseLost() throws Exception {
        andTheDatabaseLost(StateAction.WAIT);
    }

    @Test
    void killedInExport() throws Exception {
        everywhere(StateAction.EXPORT, KilledStateIT::withEvents);
    }

    @Test
    void killedInRebuild() throws Exception {
        everywhere(StateAction.START, state -> {
            withEvents(state);
            Files.writeString(state.resolve("sgate.db"), "no database any more");
        });
    }

    /** The old database or the restored one, and a floor that was raised after the backup; the same restore again does its work. */
    @Test
    void killedInRestore() throws Exception {
        everywhere(StateAction.RESTORE, state -> {
            StateAction.open(state).close();
            new StateBackup(StateAction.settings(state)).write(StateAction.backup(state));
            withEvents(state);
        });
    }

    /**
     * On a new disk there is nothing yet to go on with: what counts is that the restore can be made again, and gives out no seat that
     * somebody may have already.
     */
    @Test
    void killedInRestoreOnANewDisk() throws Exception {
        Template emptied = state -> {
            withEvents(state);
            new StateBackup(StateAction.settings(state)).write(StateAction.backup(state));
            FileUtils.cleanDirectory(state.toFile());
        };
        int all = process.run(StateAction.RESTORE, prepared(emptied), 0, false).reached();
        assertThat(all).as("steps that last").isGreaterThan(3);
        for (int i = 0; i < POINTS; i++) {
            int at = 1 + i * (all - 1) / Math.max(1, POINTS - 1);
            Path state = prepared(emptied);
            Run killed = process.run(StateAction.RESTORE, state, at, false);
            assertThat(killed.status()).as("killed at " + at + " of " + all).isEqualTo(KILLED);
            Run again = process.run(StateAction.RESTORE, state, 0, false);
            assertThat(again.status()).as("again, after " + at).isZero();
            try (SqliteLedger ledger = StateAction.open(state)) {
                assertThat(ledger.fork()).as("after " + at + " of " + all).isPresent();
            }
            assertWhole(state, again, at);
        }
    }

    @Test
    void killedWhileAnOlderCopyIsBroughtUp() throws Exception {
        everywhere(StateAction.START, state -> {
            StateAction.open(state).close();
            byte[] older = Files.readAllBytes(state.resolve("sgate.db"));
            withEvents(state);
            Files.write(state.resolve("sgate.db"), older);
        });
    }
}
