package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.journal.ChainHead;
import dev.sgate.license.LicenseBundle;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.LedgerView.Seat;
import dev.sgate.station.Releases;
import dev.sgate.store.LedgerFailure;
import dev.sgate.store.SqliteLedger;
import dev.sgate.vectors.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A start on a database that is damaged or gone (THREATS M20, ADR 0018). */
class StateOpeningTest extends StateOpeningCase {
    @ParameterizedTest
    @EnumSource(StateDamage.class)
    void nothingThatMattersIsLost(StateDamage damage) throws Exception {
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

    /** All events are still there: the chain goes on as if nothing had happened. */
    @ParameterizedTest
    @ValueSource(strings = {"SCHEMA_VERSION_LOWER", "JOURNAL_ROW_DELETED", "FLOOR_UNREADABLE", "SEATS_DROPPED"})
    void whatCanBeReadOfTheJournalIsKept(String damage) throws Exception {
        ChainHead before = head();
        inflict(StateDamage.valueOf(damage));

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
    void eventsThatCannotBeReadAreToldAsLost() throws Exception {
        ChainHead before = head();
        inflict(StateDamage.GONE);

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.unreadable()).isEqualTo(before);
            assertThat(texts(ledger))
                    .singleElement()
                    .asString()
                    .contains("\"seq\":" + (before.seq() + 1) + ",", "\"prev\":\"" + before.head() + "\"")
                    .contains("\"firstSeq\":1,\"lastSeq\":" + before.seq());
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

    /** An unreadable sector in it: a link that leads to itself cannot be read either. */
    @Test
    void aWitnessThatCannotBeReadSaysNothing() throws Exception {
        ChainHead before = head();
        Path witness = state.resolve("kept/witness");
        Files.delete(witness);
        Files.createSymbolicLink(witness, Path.of("witness"));

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.findFloor("lamp", signers -> true)).contains(FLOOR);
            assertThat(ledger.head()).isEqualTo(before);
        }
        assertThat(Files.readString(witness)).contains(" 2.4.0 ");
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
            inflict(StateDamage.HEADER_BROKEN);
            open(NOW.plusSeconds(i)).close();
        }
        assertThat(list())
                .filteredOn(name -> name.startsWith("sgate.db.damaged-") && !name.endsWith("-wal"))
                .hasSize(3);
    }
}
