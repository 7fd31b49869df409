package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.journal.ChainHead;
import dev.sgate.license.LicenseBundle;
import dev.sgate.release.SemVer;
import dev.sgate.station.LedgerView.Floor;
import dev.sgate.station.StateChange;
import dev.sgate.store.SqliteLedger;
import dev.sgate.vectors.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A start on an older copy of the database: it is noticed, and forgets nothing that came later. */
class StateOpeningOlderCopyTest extends StateOpeningCase {
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
}
