package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.station.LedgerView.Quarantine;
import dev.sgate.station.StateChange;
import dev.sgate.store.SqliteLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of quarantined releases where a start finds the database damaged, gone, or an older copy. */
class StateOpeningQuarantineTest extends StateOpeningCase {
    /** What the copy held is not forgiven by putting it back, and what came later is not forgotten. */
    @Test
    void anOlderCopyLearnsOfAQuarantineAndKeepsItsOwn() throws Exception {
        Path copy = state.resolve("copy");
        Files.copy(database, copy);
        try (SqliteLedger ledger = open()) {
            quarantine(ledger, bad("2.6.0"));
        }
        Files.copy(copy, database, StandardCopyOption.REPLACE_EXISTING);

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.quarantined()).containsExactly(BAD, bad("2.6.0"));
        }
    }

    @Test
    void whatWasForgivenStaysForgiven() throws Exception {
        try (SqliteLedger ledger = open()) {
            ledger.commit(List.of(new StateChange.QuarantineLifted(BAD.digest())), List.of(event("forgiven")));
        }
        inflict(StateDamage.GONE);

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.quarantined()).isEmpty();
        }
    }

    /** It failed once, was forgiven or came in a newer file, and runs. */
    @Test
    void whatRunsIsNotHeldBackByAnOlderCopy() throws Exception {
        Quarantine forgiven =
                new Quarantine(offer().app().sha256(), "lamp", offer().app().version(), NOW);
        Path copy = state.resolve("copy");
        try (SqliteLedger ledger = open()) {
            quarantine(ledger, forgiven);
        }
        Files.copy(database, copy);
        try (SqliteLedger ledger = open()) {
            ledger.commit(List.of(new StateChange.QuarantineLifted(forgiven.digest())), List.of(event("forgiven")));
        }
        Files.copy(copy, database, StandardCopyOption.REPLACE_EXISTING);

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.quarantined()).containsExactly(BAD);
            assertThat(ledger.findRunning("lamp")).isPresent();
        }
    }

    /** It ended again and again and was taken back; its folder may still be there, and no way leads back to it. */
    @Test
    void anEarlierReleaseInQuarantineIsNotThePreviousOne() throws Exception {
        String bad = releases().current("lamp").orElseThrow();
        try (SqliteLedger ledger = open()) {
            quarantine(
                    ledger,
                    new Quarantine(offer().app().sha256(), "lamp", offer().app().version(), NOW));
            install(ledger, "2.6.0", Optional.of(bad));
        }
        inflict(StateDamage.GONE);

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.findRunning("lamp")).isPresent();
            assertThat(ledger.releases("lamp")).noneMatch(held -> held.folder().equals(bad));
        }
    }

    /** Nothing that was flipped in it comes back and stops the start. */
    @ParameterizedTest
    @ValueSource(strings = {"version = '2.05.0'", "file_issued_at = '2026-19-39T00:00:00Z'", "app_name = 'a lamp'"})
    void aQuarantineThatCannotBeReadIsTakenFromTheWitness(String flipped) throws Exception {
        sql("UPDATE quarantine SET " + flipped, "PRAGMA user_version = 2");

        open().close();
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.quarantined()).containsExactly(BAD);
            assertThat(texts(ledger).getLast()).contains("state-rebuilt");
        }
    }
}
