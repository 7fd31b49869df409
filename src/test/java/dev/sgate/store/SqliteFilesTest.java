package dev.sgate.store;

import static dev.sgate.station.LedgerUnderTest.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventLine;
import dev.sgate.journal.EventType;
import dev.sgate.release.InstallPhase;
import dev.sgate.release.ReleaseId;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerUnderTest;
import dev.sgate.station.LedgerView.AppliedRelease;
import dev.sgate.station.StateChange;
import dev.sgate.vectors.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger as files: opened again, read by others, too new, not there. */
class SqliteFilesTest {
    @TempDir
    Path state;

    @Test
    void whatWasCommittedIsThereAfterReopening() {
        List<EventLine> written;
        try (SqliteLedger ledger = TestLedgers.open(state)) {
            written = ledger.commit(
                    List.of(new StateChange.TimeKept(Samples.time(LedgerUnderTest.NOON))),
                    List.of(event(EventType.STARTUP, "one"), event(EventType.WARNING, "two")));
        }

        try (SqliteLedger ledger = TestLedgers.open(state)) {
            assertThat(ledger.mark()).contains(LedgerUnderTest.NOON);
            assertThat(TestLedgers.texts(ledger))
                    .containsExactly(written.get(0).text(), written.get(1).text());
            EventLine next = ledger.commit(List.of(), List.of(event(EventType.STARTUP, "three")))
                    .getFirst();
            assertThat(next.seq()).isEqualTo(3);
            assertThat(next.text())
                    .contains("\"prev\":\"" + written.get(1).head().head() + "\"");
        }
    }

    /** The daemon and {@code sgate collect-telemetry} at once: what each signs has a serial of its own. */
    @Test
    void twoProcessesNeverGetOneSerial() {
        try (SqliteLedger daemon = TestLedgers.open(state);
                SqliteLedger command = TestLedgers.open(state)) {
            assertThat(daemon.reserveExportSerial(LedgerUnderTest.NOON)).isEqualTo(1);
            assertThat(command.reserveExportSerial(LedgerUnderTest.NOON)).isEqualTo(2);
            assertThat(daemon.reserveExportSerial(LedgerUnderTest.NOON)).isEqualTo(3);
        }
        try (SqliteLedger again = TestLedgers.open(state)) {
            assertThat(again.reserveExportSerial(LedgerUnderTest.NOON)).isEqualTo(4);
        }
    }

    @Test
    void othersReadWhileTheApplianceWrites() {
        try (SqliteLedger ledger = TestLedgers.open(state)) {
            ledger.commit(List.of(), List.of(event(EventType.STARTUP, "one")));
            try (SqliteView view = TestLedgers.openReadOnly(state)) {
                assertThat(view.head()).isEqualTo(ledger.head());

                ledger.commit(List.of(), List.of(event(EventType.WARNING, "two")));

                assertThat(view.head()).isEqualTo(ledger.head());
                assertThat(TestLedgers.texts(view))
                        .isEqualTo(TestLedgers.texts(ledger))
                        .hasSize(2);
            }
        }
        try (SqliteView view = TestLedgers.openReadOnly(state)) {
            assertThat(TestLedgers.texts(view)).hasSize(2);
        }
    }

    @Test
    void aReaderWritesNothing() throws SQLException {
        try (SqliteLedger ledger = TestLedgers.open(state);
                Connection connection =
                        SqliteLedger.reports(TestLedgers.database(state)).getConnection()) {
            assertThatThrownBy(() -> Sql.update(connection, "DELETE FROM journal"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("readonly");
            assertThatThrownBy(() -> Sql.update(connection, "PRAGMA user_version = 9"))
                    .isInstanceOf(SQLException.class);
            assertThat(ledger.head()).isEqualTo(ChainHead.EMPTY);
        }
    }

    @Test
    void whereTheApplianceNeverRanThereIsNothingToRead() {
        assertThatThrownBy(() -> TestLedgers.openReadOnly(state))
                .isInstanceOf(LedgerAbsent.class)
                .hasMessageContaining("sgate.db")
                .hasMessageContaining("has not run here yet");
        assertThat(state).isEmptyDirectory();
    }

    @Test
    void anEmptyFileIsNoLedgerYet() throws IOException {
        Files.createFile(TestLedgers.database(state));

        assertThatThrownBy(() -> TestLedgers.openReadOnly(state)).isInstanceOf(LedgerAbsent.class);

        try (SqliteLedger ledger = TestLedgers.open(state)) {
            assertThat(ledger.head()).isEqualTo(ChainHead.EMPTY);
        }
    }

    @Test
    void aNewerSchemaIsRefusedAndLeftAlone() throws SQLException {
        TestLedgers.open(state).close();
        TestLedgers.tamper(state, "PRAGMA user_version = 12");

        assertThatThrownBy(() -> TestLedgers.open(state))
                .isInstanceOf(LedgerFailure.class)
                .hasMessageContaining("written by a newer sgate: it has schema 12, this one knows 11");
        assertThatThrownBy(() -> TestLedgers.openReadOnly(state))
                .isInstanceOf(LedgerFailure.class)
                .hasMessageContaining("newer sgate");

        TestLedgers.tamper(state, "PRAGMA user_version = 11");
        TestLedgers.open(state).close();
    }

    /** An appliance of the first schema: its rows stay, and what they did not say is not made up. */
    @Test
    void aLedgerOfTheFirstSchemaIsBroughtUpToDate() throws SQLException {
        try (Connection writer = new SqliteFile(TestLedgers.database(state)).openWriter()) {
            new Schema(Schema.class, List.of("001-ledger.sql")).upgrade(writer);
            Sql.script(writer, """
                    INSERT INTO install (install, phase, unfinished, app_name, version, release_version, platform, digest,
                                         folder, file_issued_at, command, begun_at, moved_at)
                    VALUES ('019c1a2b-0000-7000-8000-00000000000a', 'COMMITTED', 0, 'lamp', '2.4.0', '2.4.0', 'any',
                            printf('%064d', 1), 'folder', '2026-01-01T00:00:00Z', 'lamp.sh', '2026-01-01T00:00:00Z',
                            '2026-01-01T00:00:00Z')
                    """);
            Sql.script(writer, "INSERT INTO mark (only_row, mark) VALUES (1, '2026-02-01T12:00:00Z')");
        }

        try (SqliteLedger ledger = TestLedgers.open(state)) {
            assertThat(ledger.time()).contains(Samples.time(LedgerUnderTest.NOON));
            assertThat(ledger.appliedReleases("lamp"))
                    .containsExactly(new AppliedRelease(
                            new ReleaseId("lamp", new SemVer("2.4.0"), "any"),
                            new Sha256("0".repeat(63) + "1"),
                            Optional.empty(),
                            InstallPhase.COMMITTED));
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndLeftAlone() throws IOException {
        byte[] text =
                "this is not a database, but somebody's notes\n".repeat(100).getBytes(StandardCharsets.UTF_8);
        Files.write(TestLedgers.database(state), text);

        assertThatThrownBy(() -> TestLedgers.open(state)).isInstanceOf(LedgerFailure.class);

        assertThat(Files.readAllBytes(TestLedgers.database(state))).isEqualTo(text);
    }

    /** What makes a commit survive a power cut; a kill alone would not show the difference. */
    @Test
    void eachCommitIsSynced() throws SQLException {
        TestLedgers.open(state).close();

        try (Connection writer = new SqliteFile(TestLedgers.database(state)).openWriter()) {
            assertThat(pragma(writer, "synchronous")).isEqualTo("2");
            assertThat(pragma(writer, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(writer, "foreign_keys")).isEqualTo("1");
        }
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        return Sql.find(connection, "PRAGMA " + name, row -> row.text(name)).orElseThrow();
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        try (SqliteLedger ledger = TestLedgers.open(state)) {
            ledger.commit(List.of(), List.of(event(EventType.STARTUP, "one")));
            for (String name : List.of("sgate.db", "sgate.db-wal", "sgate.db-shm")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve(name))))
                        .as(name)
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void theDriverTakesNoCommandsFromAPath() {
        Path odd = state.resolve("sgate.db?cache=shared");

        assertThatThrownBy(() -> SqliteLedger.open(odd, TestLedgers.key(7), TestLedgers.APPLIANCE, TestLedgers.ids()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("question mark");
    }
}
