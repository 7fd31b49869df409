package dev.sgate.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.license.Fingerprint;
import dev.sgate.seal.Sha256;
import dev.sgate.station.PoolView.Instance;
import dev.sgate.station.StateChange.InstanceHeld;
import dev.sgate.station.StateChange.InstanceNamed;
import dev.sgate.station.StateChange.NamesErased;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What devices call themselves is kept sealed, and gone with its key (BEHAVIOUR 6, E17). */
class SealedNamesTest {
    private static final UUID ONE = UUID.fromString("5d1f7c0e-2b1a-4e3d-8c6b-7a9f8e0d1c2b");
    private static final UUID TWO = UUID.fromString("6d1f7c0e-2b1a-4e3d-8c6b-7a9f8e0d1c2b");
    private static final String NAME = "Anna Schmidt's notebook";

    @TempDir
    Path state;

    private Optional<byte[]> key = Optional.of(TestLedgers.key(1));

    private SqliteLedger open() {
        Supplier<Optional<byte[]>> now = () -> key;
        return SqliteLedger.open(
                TestLedgers.database(state), TestLedgers.key(7), TestLedgers.APPLIANCE, TestLedgers.ids(), now);
    }

    private static void name(SqliteLedger ledger, UUID id, String name) {
        Instance instance = new Instance(
                id,
                TestLedgers.APPLIANCE,
                new Fingerprint(Sha256.of(id.toString().getBytes(StandardCharsets.US_ASCII))),
                true,
                "192.0.2.7",
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.empty());
        ledger.commit(List.of(new InstanceHeld(instance), new InstanceNamed(id, name)), List.of());
    }

    private boolean isAnywhere(String text) throws IOException {
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
            return false;
        }
    }

    @Test
    void aNameIsReadWithItsKeyAndNowhereInClear() throws IOException {
        try (SqliteLedger ledger = open();
                SqliteView view = TestLedgers.openReadOnly(state)) {
            name(ledger, ONE, NAME);
            assertThat(ledger.instanceName(ONE)).contains(NAME);
            assertThat(view.instanceName(ONE)).as("not for everybody").isEmpty();
            assertThat(isAnywhere(NAME)).isFalse();
        }
    }

    @Test
    void withAnotherKeyItIsGoneAndNothingFails() {
        try (SqliteLedger ledger = open()) {
            name(ledger, ONE, NAME);
            key = Optional.of(TestLedgers.key(2));
            assertThat(ledger.instanceName(ONE)).isEmpty();
            name(ledger, TWO, "desk 4");
            assertThat(ledger.instanceName(TWO)).contains("desk 4");
        }
    }

    @Test
    void withoutAKeyAnInstanceIsHeldWithoutItsName() {
        key = Optional.empty();
        try (SqliteLedger ledger = open()) {
            name(ledger, ONE, NAME);
            assertThat(ledger.findInstance(ONE)).isPresent();
            assertThat(ledger.instanceName(ONE)).isEmpty();
        }
    }

    @Test
    void aRowOfAnotherInstanceDoesNotOpen() throws SQLException {
        try (SqliteLedger ledger = open()) {
            name(ledger, ONE, NAME);
            name(ledger, TWO, "desk 4");
            try (Connection other = new SqliteFile(TestLedgers.database(state)).openWriter()) {
                Sql.update(
                        other,
                        "UPDATE instance_name SET sealed = (SELECT sealed FROM instance_name WHERE instance = ?)",
                        ONE);
            }
            assertThat(ledger.instanceName(ONE)).contains(NAME);
            assertThat(ledger.instanceName(TWO)).isEmpty();
        }
    }

    @Test
    void anErasureTakesAllRowsAndNoInstance() {
        try (SqliteLedger ledger = open()) {
            name(ledger, ONE, NAME);
            ledger.commit(List.of(new NamesErased()), List.of());
            assertThat(ledger.instanceName(ONE)).as("though the key is there").isEmpty();
            assertThat(ledger.findInstance(ONE)).isPresent();
        }
    }

    /** One in the table, one whose instance is gone: its bytes lie about in the file. */
    @Test
    void clearNamesOfEarlierVersionsAreScrubbed() throws Exception {
        List<String> earlier = List.of(
                "001-ledger.sql",
                "002-products.sql",
                "003-leases.sql",
                "004-time.sql",
                "005-checks.sql",
                "006-marks.sql",
                "007-journal.sql",
                "008-seats.sql",
                "009-trust.sql");
        try (Connection writer = new SqliteFile(TestLedgers.database(state)).openWriter()) {
            new Schema(Schema.class, earlier).upgrade(writer);
            Sql.script(writer, "PRAGMA foreign_keys = OFF");
            Sql.update(writer, "INSERT INTO instance_name (instance, name) VALUES (?, ?)", ONE, NAME);
            Sql.update(writer, "INSERT INTO instance_name (instance, name) VALUES (?, ?)", TWO, "Bert Maier's desk");
            Sql.update(writer, "DELETE FROM instance_name WHERE instance = ?", TWO);
            assertThat(isAnywhere(NAME)).isTrue();
            assertThat(isAnywhere("Bert Maier")).isTrue();
        }
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.instanceName(ONE)).isEmpty();
            assertThat(isAnywhere(NAME)).isFalse();
            assertThat(isAnywhere("Bert Maier")).isFalse();
        }
    }
}
