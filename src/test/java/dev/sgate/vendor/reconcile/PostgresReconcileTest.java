package dev.sgate.vendor.reconcile;

import dev.sgate.vendor.ledger.LedgerPlace;
import dev.sgate.vendor.ledger.PostgresServer;

/** The contract, on a real PostgreSQL server. */
class PostgresReconcileTest extends ReconcileContract {
    @Override
    LedgerPlace newPlace() {
        return PostgresServer.shared().newDatabase();
    }
}
