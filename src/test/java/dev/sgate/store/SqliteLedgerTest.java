package dev.sgate.store;

import dev.sgate.station.Ledger;
import dev.sgate.station.LedgerContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The real one keeps the promises of the port. */
class SqliteLedgerTest implements LedgerContract {
    @TempDir
    Path state;

    private SqliteLedger ledger;

    @BeforeEach
    void open() {
        ledger = TestLedgers.open(state);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }
}
