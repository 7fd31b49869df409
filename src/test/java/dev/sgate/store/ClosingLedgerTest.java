package dev.sgate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.station.LedgerView;
import dev.sgate.station.LedgerWatch;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that fails at the end leaves the database open. */
class ClosingLedgerTest {
    @TempDir
    Path state;

    @Test
    void aWatchThatFailsHoldsNoConnectionOpen() {
        SqliteLedger ledger = TestLedgers.open(state);
        Path log = state.resolve("sgate.db-wal");
        assertThat(Files.exists(log)).isTrue();
        ledger.watchedBy(new LedgerWatch() {
            @Override
            public void closing(LedgerView view) {
                throw new IllegalStateException("a watch that fails");
            }
        });

        assertThatThrownBy(ledger::close).hasMessage("a watch that fails");

        assertThat(Files.exists(log)).as("the last connection removes it").isFalse();
        assertThatThrownBy(ledger::head).isInstanceOf(LedgerFailure.class);
    }
}
