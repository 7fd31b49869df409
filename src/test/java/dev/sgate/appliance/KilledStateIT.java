package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.host.DeviceKeyFile;
import dev.sgate.journal.ChainHead;
import dev.sgate.release.InstallPhase;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerView.WaitingUpdate;
import dev.sgate.station.StateChange;
import dev.sgate.store.Schema;
import dev.sgate.store.SqliteFile;
import dev.sgate.store.SqliteLedger;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process of its own is ended, or meets an error, at one step that lasts after the other, while it starts for the first time,
 * brings the schema up to date, appends to the journal, takes a license, quarantines a release, lets an update wait, exports, makes a
 * damaged database anew, brings an older copy up, or puts a backup in place (THREATS, "Legal crash states"). The next start always finds everything
 * that was acknowledged, and nothing half. The steps are spread evenly over all there are; {@code -Dkilled.points=N} takes more of
 * them.
 */
class KilledStateIT {
    private static final int POINTS = Integer.getInteger("killed.points", 6);
    private static final int KILLED = 137;
    private static final int FAILED = 3;

    /** Stands before the product's own on the class path. */
    private static final String CRASH = """
            package dev.sgate.station;

            final class Crash {
                private static final int AT = Integer.getInteger("crash.at", 0);
                private static final boolean ERROR = Boolean.getBoolean("crash.error");
                private static int reached;
                private static boolean done;

                static {
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("reached " + reached)));
                }

                static synchronized void at(CrashPoint point) {
                    reached++;
                    if (AT == 0 || reached < AT || done) {
                        return;
                    }
                    if (!ERROR) {
                        Runtime.getRuntime().halt(137);
                    }
                    if (point.name().startsWith("BEFORE")) {
                        done = true;
                        Crash.<RuntimeException>fail(point == CrashPoint.BEFORE_COMMIT
                                ? new java.sql.SQLException("injected")
                                : new java.io.IOException("injected"));
                    }
                }

                @SuppressWarnings("unchecked")
                private static <E extends Throwable> void fail(Throwable failure) throws E {
                    throw (E) failure;
                }
            }
            """;

    @TempDir
    Path folder;

    private Path overlay = Path.of("");
    private int runs;

    @BeforeEach
    void compileTheOverlay() throws IOException {
        overlay = Files.createDirectory(folder.resolve("overlay"));
        Path source = Files.writeString(folder.resolve("Crash.java"), CRASH);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int status = compiler.run(
                null,
                null,
                null,
                "-cp",
                System.getProperty("java.class.path"),
                "-proc:none",
                "-d",
                overlay.toString(),
                source.toString());
        assertThat(status).isZero();
    }

    private interface Template {
        void make(Path state) throws Exception;
    }

    private record Run(int status, List<String> out) {
        int reached() {
            return number("reached ");
        }

        int head() {
            return number("head ");
        }

        int quarantined() {
            return number("quarantined ");
        }

        private int number(String word) {
            return out.stream()
                    .filter(line -> line.startsWith(word))
                    .mapToInt(line -> Integer.parseInt(line.substring(word.length())))
                    .max()
                    .orElse(0);
        }
    }

    private Run run(StateAction action, Path state, int at, boolean error) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dcrash.at=" + at,
                        "-Dcrash.error=" + error,
                        "-cp",
                        overlay + File.pathSeparator + System.getProperty("java.class.path"),
                        StateAction.class.getName(),
                        action.name(),
                        state.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> out = process.inputReader().lines().toList();
        return new Run(process.waitFor(), out);
    }

    private void everywhere(StateAction action, Template template) throws Exception {
        int all = run(action, prepared(template), 0, false).reached();
        assertThat(all).as("steps that last").isGreaterThan(3);
        int points = Math.min(POINTS, all);
        for (int i = 0; i < points; i++) {
            int at = points == 1 ? 1 : 1 + i * (all - 1) / (points - 1);
            Path killed = prepared(template);
            Run run = run(action, killed, at, false);
            assertThat(run.status()).as("killed at " + at + " of " + all).isEqualTo(KILLED);
            assertWhole(killed, run, at);
            assertWaiting(killed, run, at, true);

            Path failed = prepared(template);
            Run error = run(action, failed, at, true);
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

    /** The next start: everything that was acknowledged, nothing half, nothing left over; and it goes on. */
    private static void assertWhole(Path state, Run run, int at) throws IOException {
        boolean hadAFloor = Files.exists(state.resolveSibling("floor"));
        try (SqliteLedger ledger = StateAction.open(state)) {
            assertThat(ledger.head().seq()).as("at " + at).isGreaterThanOrEqualTo(run.head());
            if (run.out().contains("license")) {
                assertThat(ledger.licenses()).as("at " + at).hasSize(1);
            }
            if (hadAFloor) {
                assertThat(ledger.findFloor("lamp", signers -> true)
                                .orElseThrow()
                                .highestCommitted())
                        .as("at " + at)
                        .isEqualTo(new SemVer("2.0.0"));
                assertThat(ledger.quarantined()).as("at " + at).hasSizeGreaterThan(run.quarantined());
            }
            assertChain(ledger);
            ledger.commit(List.of(), List.of(StateAction.event("goes on")));
        }
        assertThat(names(state))
                .as("at " + at)
                .noneMatch(
                        name -> name.contains("building") || name.endsWith(".rebuilt") || name.endsWith(".restored"));
        assertThat(names(state.resolve("kept"))).contains("witness").noneMatch(name -> name.endsWith(".new"));
        // a journal under its own name is whole; else there is a temporary at most
        assertThat(names(state.resolveSibling("stick"))).allMatch(name -> name.matches("journal-.*|\\.sgate-.*"));
        try (SqliteLedger again = StateAction.open(state)) {
            assertChain(again);
        }
        if (Files.exists(StateAction.backup(state))) {
            assertRestores(state, at);
        }
    }

    /** What was said to wait, and nothing that was said to be over; each in its slot. */
    private static void assertWaiting(Path state, Run run, int at, boolean yesIsKept) throws IOException {
        Map<String, Boolean> waiting = waiting(state);
        assertThat(waiting.size()).as("at " + at).isLessThanOrEqualTo(1);
        for (String slot : waiting.keySet()) {
            assertThat(state.resolve("staging").resolve(slot).resolve("envelope"))
                    .as("at " + at)
                    .exists();
        }
        if (run.out().contains("ended slot-1")) {
            assertThat(waiting).as("at " + at).doesNotContainKey("slot-1");
        } else if (run.out().contains("confirmed slot-1")) {
            assertThat(waiting).as("at " + at).isIn(Map.of(), Map.of("slot-1", yesIsKept));
            assertThat(yesIsKept && isProbed(state))
                    .as("probed, at " + at)
                    .isEqualTo(yesIsKept && !waiting.containsKey("slot-1"));
        } else if (run.out().contains("waits slot-1")) {
            assertThat(waiting).as("at " + at).containsOnlyKeys("slot-1");
        }
        if (run.out().contains("waits slot-2")) {
            assertThat(waiting).as("at " + at).isEqualTo(Map.of("slot-2", false));
        }
        if (!yesIsKept || !run.out().contains("waits slot-1")) {
            assertThat(waiting.values()).as("at " + at).doesNotContain(true);
        }
    }

    /** The slots of what waits, and whether somebody said yes. */
    private static Map<String, Boolean> waiting(Path state) throws IOException {
        try (SqliteLedger ledger = StateAction.open(state)) {
            return ledger.waitingUpdates().stream()
                    .collect(Collectors.toMap(WaitingUpdate::slot, WaitingUpdate::confirmed));
        }
    }

    /** A database that is rebuilt knows of no install. */
    private static boolean isProbed(Path state) throws IOException {
        try (SqliteLedger ledger = StateAction.open(state)) {
            return ledger.unfinishedInstalls().stream().anyMatch(install -> install.phase() == InstallPhase.PROBATION);
        }
    }

    private static void assertRestores(Path state, int at) throws IOException {
        long before;
        try (SqliteLedger ledger = StateAction.open(state)) {
            before = ledger.head().seq();
        }
        try {
            new StateBackup(StateAction.settings(state)).restore(StateAction.backup(state));
        } catch (BadSetting refused) {
            throw new AssertionError("restored again, after " + at, refused);
        }
        try (SqliteLedger ledger = StateAction.open(state)) {
            assertThat(ledger.head().seq()).as("no number is used twice").isGreaterThanOrEqualTo(before);
            assertChain(ledger);
        }
    }

    private static void assertChain(SqliteLedger ledger) {
        List<ChainHead> heads = new ArrayList<>();
        ledger.eventsAfter(0, event -> {
            if (!heads.isEmpty()) {
                assertThat(event.text())
                        .contains("\"prev\":\"" + heads.getLast().head() + "\"");
            }
            heads.add(new ChainHead(event.seq(), Sha256.of(event.line())));
        });
        assertThat(heads.isEmpty() ? ledger.head() : heads.getLast()).isEqualTo(ledger.head());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
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
        int all = run(action, prepared(KilledStateIT::withEvents), 0, false).reached();
        for (int i = 0; i < POINTS; i++) {
            int at = 1 + i * (all - 1) / Math.max(1, POINTS - 1);
            Path state = prepared(KilledStateIT::withEvents);
            Run killed = run(action, state, at, false);
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

    /** On a new disk there is nothing yet to go on with: what counts is that the restore can be made again. */
    @Test
    void killedInRestoreOnANewDisk() throws Exception {
        Template emptied = state -> {
            withEvents(state);
            new StateBackup(StateAction.settings(state)).write(StateAction.backup(state));
            FileUtils.cleanDirectory(state.toFile());
        };
        int all = run(StateAction.RESTORE, prepared(emptied), 0, false).reached();
        assertThat(all).as("steps that last").isGreaterThan(3);
        for (int i = 0; i < POINTS; i++) {
            int at = 1 + i * (all - 1) / Math.max(1, POINTS - 1);
            Path state = prepared(emptied);
            Run killed = run(StateAction.RESTORE, state, at, false);
            assertThat(killed.status()).as("killed at " + at + " of " + all).isEqualTo(KILLED);
            Run again = run(StateAction.RESTORE, state, 0, false);
            assertThat(again.status()).as("again, after " + at).isZero();
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
