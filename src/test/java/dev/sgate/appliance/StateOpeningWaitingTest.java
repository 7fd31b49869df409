package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.host.DiskStaging;
import dev.sgate.release.SemVer;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Sealer;
import dev.sgate.station.Staging;
import dev.sgate.station.StateChange;
import dev.sgate.store.SqliteLedger;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of an update that waits where a start finds the database gone, or an older copy. */
class StateOpeningWaitingTest extends StateOpeningCase {
    private UpdateOffer letWait(SqliteLedger ledger, String slot) throws IOException {
        Map<String, Object> payload = Samples.update();
        Samples.in(payload, "app").put("version", "2.6.0");
        UpdateOffer offer = Samples.offer(update -> Samples.in(update, "app").put("version", "2.6.0"));
        byte[] line = Sealer.seal(PayloadType.UPDATE, payload, List.of(TestKeys.UPDATE_A));
        try (Staging.Writing out = new DiskStaging(state).write(slot, Staging.Part.ENVELOPE)) {
            out.write(line);
        }
        ledger.commit(List.of(new StateChange.UpdateWaits(offer, line, slot, NOW)), List.of());
        return offer;
    }

    @Test
    void anUpdateThatWaitsDoesSoAgainAndAsksAgain() throws Exception {
        UpdateOffer offer;
        try (SqliteLedger ledger = open()) {
            offer = letWait(ledger, "slot-1");
            ledger.commit(List.of(new StateChange.UpdateConfirmed("slot-1")), List.of());
        }
        inflict(StateDamage.GONE);

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.waitingUpdates()).singleElement().satisfies(waits -> {
                assertThat(waits.version()).isEqualTo(new SemVer("2.6.0"));
                assertThat(waits.digest()).isEqualTo(offer.app().sha256());
                assertThat(waits.slot()).isEqualTo("slot-1");
                assertThat(waits.confirmed()).isFalse();
            });
        }
    }

    /** The stick brings it again. */
    @Test
    void anUpdateThatIsNotThereAnyMoreOrIsNotTheVendorsDoesNotWait() throws Exception {
        try (SqliteLedger ledger = open()) {
            letWait(ledger, "slot-1");
        }
        Path envelope = state.resolve("staging/slot-1/envelope");
        Files.writeString(envelope, "half an enve");
        inflict(StateDamage.GONE);
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.waitingUpdates()).isEmpty();
            letWait(ledger, "slot-2");
        }
        new DiskStaging(state).discard("slot-2");
        inflict(StateDamage.GONE);
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.waitingUpdates()).isEmpty();
        }
    }

    @Test
    void inAnOlderCopyNothingWaitsButWhatDidSoLast() throws Exception {
        Path copy = state.resolve("copy");
        try (SqliteLedger ledger = open()) {
            letWait(ledger, "slot-1");
        }
        Files.copy(database, copy);
        try (SqliteLedger ledger = open()) {
            letWait(ledger, "slot-2");
            ledger.commit(List.of(), List.of(event("after the copy")));
        }
        Files.copy(copy, database, StandardCopyOption.REPLACE_EXISTING);

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.waitingUpdates())
                    .singleElement()
                    .satisfies(waits -> assertThat(waits.slot()).isEqualTo("slot-2"));
        }
    }
}
