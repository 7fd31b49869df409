package dev.sgate.store;

import static dev.sgate.station.LedgerUnderTest.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.journal.EventType;
import dev.sgate.station.LedgerUnderTest;
import dev.sgate.station.StateChange;
import dev.sgate.vectors.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The events in the ledger: encrypted, each for its own place. */
class EncryptedEventsTest {
    private static final String SECRET = "a word that nobody else may read";

    @TempDir
    Path state;

    @Test
    void noDetailIsOnTheDiskInPlainText() throws IOException {
        try (SqliteLedger ledger = TestLedgers.open(state)) {
            ledger.commit(
                    List.of(new StateChange.VisitBegun(LedgerUnderTest.VISIT, "/media/known", LedgerUnderTest.NOON)),
                    List.of(event(EventType.REFUSED, SECRET)));

            assertThat(bytesOnDisk()).contains("/media/known").doesNotContain(SECRET, "occurredAt");
            assertThat(TestLedgers.texts(ledger).getFirst()).contains(SECRET);
        }
        assertThat(bytesOnDisk()).contains("/media/known").doesNotContain(SECRET, "occurredAt");
    }

    /** The database and everything that SQLite keeps beside it. */
    private String bytesOnDisk() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(state)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void eachEventHasANonceOfItsOwn() throws SQLException {
        try (SqliteLedger ledger = TestLedgers.open(state)) {
            for (int i = 0; i < 50; i++) {
                ledger.commit(List.of(), List.of(event(EventType.WARNING, "the same")));
            }
        }
        try (Connection connection =
                SqliteLedger.reports(TestLedgers.database(state)).getConnection()) {
            List<String> nonces =
                    Sql.list(connection, "SELECT hex(nonce) AS nonce FROM event", row -> row.text("nonce"));
            assertThat(nonces).hasSize(50).doesNotHaveDuplicates();
        }
    }

    @Test
    void anotherKeyOpensNoEventAndWritesNone() {
        try (SqliteLedger ledger = TestLedgers.open(state)) {
            ledger.commit(List.of(), List.of(event(EventType.STARTUP, "one")));
        }

        Path database = TestLedgers.database(state);
        try (SqliteLedger other =
                SqliteLedger.open(database, TestLedgers.key(8), TestLedgers.APPLIANCE, TestLedgers.ids())) {
            assertThatThrownBy(() -> TestLedgers.texts(other))
                    .isInstanceOf(LedgerFailure.class)
                    .hasMessageContaining("event 1 does not open with this appliance's journal key");
            assertThatThrownBy(() -> other.commit(
                            List.of(new StateChange.TimeKept(Samples.time(LedgerUnderTest.NOON))),
                            List.of(event(EventType.STARTUP, "two"))))
                    .isInstanceOf(LedgerFailure.class);
            assertThat(other.head().seq()).isEqualTo(1);
            assertThat(other.mark()).isEmpty();
        }
    }

    @Test
    void anotherAppliancesIdOpensNoEvent() {
        try (SqliteLedger ledger = TestLedgers.open(state)) {
            ledger.commit(List.of(), List.of(event(EventType.STARTUP, "one")));
        }

        try (SqliteView other =
                SqliteLedger.openReadOnly(TestLedgers.database(state), TestLedgers.key(7), new UUID(9, 9))) {
            assertThatThrownBy(() -> TestLedgers.texts(other)).isInstanceOf(LedgerFailure.class);
        }
    }

    @Test
    void anEventInAnothersPlaceDoesNotOpen() throws SQLException {
        try (SqliteLedger ledger = TestLedgers.open(state)) {
            ledger.commit(List.of(), List.of(event(EventType.STARTUP, "one"), event(EventType.STARTUP, "two")));
        }
        TestLedgers.tamper(state, "UPDATE event SET seq = 99 WHERE seq = 1", "UPDATE event SET seq = 1 WHERE seq = 2");

        try (SqliteView view = TestLedgers.openReadOnly(state)) {
            assertThatThrownBy(() -> TestLedgers.texts(view))
                    .isInstanceOf(LedgerFailure.class)
                    .hasMessageContaining("event 1");
        }
    }

    /** A newest event taken away would be written over, and the vendor would see a fork. */
    @Test
    void aJournalWithoutItsNewestEventIsNotGoneOnWith() throws SQLException {
        try (SqliteLedger ledger = TestLedgers.open(state)) {
            ledger.commit(List.of(), List.of(event(EventType.STARTUP, "one"), event(EventType.STARTUP, "two")));
        }
        TestLedgers.tamper(state, "DELETE FROM event WHERE seq = 2");

        try (SqliteLedger ledger = TestLedgers.open(state)) {
            assertThatThrownBy(() -> ledger.commit(List.of(), List.of(event(EventType.STARTUP, "three"))))
                    .isInstanceOf(LedgerFailure.class)
                    .hasMessageContaining("not its head");
            assertThat(TestLedgers.texts(ledger)).hasSize(1);
        }
    }

    @Test
    void aKeyHas32Bytes() {
        assertThatThrownBy(() -> SqliteLedger.open(
                        TestLedgers.database(state),
                        Arrays.copyOf(TestLedgers.key(7), 16),
                        TestLedgers.APPLIANCE,
                        UUID::randomUUID))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(TestLedgers.database(state)).doesNotExist();
    }
}
