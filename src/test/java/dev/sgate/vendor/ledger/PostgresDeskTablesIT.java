package dev.sgate.vendor.ledger;

/** The contract, on a real PostgreSQL server. */
class PostgresDeskTablesIT extends DeskTablesContract {
    @Override
    LedgerPlace newPlace() {
        return PostgresServer.shared().newDatabase();
    }
}
