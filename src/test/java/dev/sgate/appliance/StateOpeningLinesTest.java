package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Sealer;
import dev.sgate.station.HeldTrust;
import dev.sgate.station.LedgerView.HeldDocument;
import dev.sgate.station.StateChange;
import dev.sgate.store.SqliteLedger;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The vendor's lines were not kept when they were taken; once they are, a lost database loses nothing of them. */
class StateOpeningLinesTest extends StateOpeningCase {
    private static final byte[] TRUST =
            Sealer.seal(PayloadType.TRUST, Samples.trust(), List.of(TestKeys.ROOT_A, TestKeys.ROOT_B));

    private Path kept(String name) {
        return state.resolve("kept").resolve(name);
    }

    /** What stands in its way is a folder of its name, as good as a disk that is full. */
    @Test
    void theDiskDidNotTakeOne() throws Exception {
        Path obstacle = Files.createDirectories(kept("trust-4-pinned.sgtrust").resolve("in the way"));
        try (SqliteLedger ledger = open()) {
            ledger.commit(List.of(new StateChange.TrustHeld(4, true, TRUST, NOW)), List.of(event("trust")));
            Files.delete(obstacle);
            Files.delete(kept("trust-4-pinned.sgtrust"));
            ledger.commit(List.of(), List.of(event("the next change")));
            assertThat(kept("trust-4-pinned.sgtrust")).hasBinaryContent(TRUST);
        }
        inflict(StateDamage.GONE);

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.trustDocuments())
                    .extracting(HeldDocument::version)
                    .containsExactly(4L);
            assertThat(new HeldTrust(ledger, TestKeys::keyring).current().document())
                    .isPresent();
        }
    }

    @Test
    void thePowerWasCutBetweenTheCommitAndItsLines() throws Exception {
        String license = Samples.bundle(Samples.AS_IT_IS).terms().licenseId() + ".sglic";
        Files.delete(kept(license));
        open().close();
        assertThat(kept(license)).exists();
        inflict(StateDamage.GONE);

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.licenses()).hasSize(1);
        }
    }
}
