package dev.sgate.vendor.reconcile;

import dev.sgate.vendor.ledger.LedgerPlace;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract, on a SQLite file. */
class SqliteReconcileTest extends ReconcileContract {
    @TempDir
    Path ledgers;

    private int made;

    @Override
    LedgerPlace newPlace() {
        made++;
        return new LedgerPlace.File(ledgers.resolve("desk-" + made + ".db"));
    }
}
