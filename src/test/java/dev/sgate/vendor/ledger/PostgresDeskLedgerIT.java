package dev.sgate.vendor.ledger;

/** The contract, on a real PostgreSQL server. */
class PostgresDeskLedgerIT extends DeskLedgerContract {
    @Override
    LedgerPlace newPlace() {
        return PostgresServer.shared().newDatabase();
    }
}
