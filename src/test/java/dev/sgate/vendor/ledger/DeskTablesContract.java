package dev.sgate.vendor.ledger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What each table of a desk's ledger must do, in two parts, on every database. */
abstract class DeskTablesContract implements SalesTablesContract, JournalTablesContract {
    private DeskLedger ledger;

    /** A place where there is nothing yet. */
    abstract LedgerPlace newPlace() throws Exception;

    @BeforeEach
    void open() throws Exception {
        ledger = DeskLedger.open(newPlace());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Override
    public DeskLedger ledger() {
        return ledger;
    }
}
