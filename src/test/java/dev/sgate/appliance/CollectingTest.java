package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sgate.host.StateLock;
import dev.sgate.store.SqliteLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sgate collect-telemetry} on a state folder with and without a daemon. */
class CollectingTest {
    @TempDir
    Path folder;

    private Path state = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void anAppliance() throws Exception {
        state = Files.createDirectory(folder.resolve("state"));
        out = Files.createDirectory(folder.resolve("out"));
        try (SqliteLedger ledger = StateAction.open(state)) {
            ledger.commit(List.of(), List.of(StateAction.event("one")));
        }
    }

    private byte[] witness() throws Exception {
        return Files.readAllBytes(state.resolve("kept/witness"));
    }

    private void collect() throws Exception {
        assertThat(StateFolder.open(StateAction.settings(state)).collect(out).refusal())
                .isEmpty();
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files).isNotEmpty();
        }
    }

    /** Two writers of it would each lose what the other one wrote. */
    @Test
    void besideADaemonTheWitnessIsLeftToTheDaemon() throws Exception {
        byte[] before = witness();
        try (StateLock daemon = StateLock.take(state).orElseThrow();
                SqliteLedger ledger = StateAction.open(state)) {
            assertThat(daemon).isNotNull();
            collect();
            assertThat(witness()).isEqualTo(before);

            ledger.reserveExportSerial(StateAction.NOW);
            assertThat(witness()).isNotEqualTo(before);
        }
        try (SqliteLedger ledger = StateAction.open(state)) {
            assertThat(ledger.fork()).isEmpty();
            assertThat(ledger.lastExportSerial()).isEqualTo(2);
        }
    }

    @Test
    void withoutADaemonItIsWrittenAndTheFolderIsFreeAgain() throws Exception {
        byte[] before = witness();
        collect();
        assertThat(witness()).isNotEqualTo(before);
        assertThat(StateLock.isHeld(state)).isFalse();
    }

    @Test
    void whatRootWritesBelongsToTheAppliancesUser() throws Exception {
        assumeTrue((int) Files.getAttribute(state, "unix:uid") == 0, "root runs this");
        Files.setAttribute(state, "unix:uid", 4711);
        Files.delete(state.resolve("kept/witness"));
        collect();
        assertThat(Files.getAttribute(state.resolve("kept/witness"), "unix:uid"))
                .isEqualTo(4711);
    }
}
