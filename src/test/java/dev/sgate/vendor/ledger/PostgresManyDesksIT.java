package dev.sgate.vendor.ledger;

/** On a real PostgreSQL server. */
class PostgresManyDesksIT extends ManyDesksContract {
    @Override
    String newLedger() {
        PostgresServer server = PostgresServer.shared();
        return server.url(((LedgerPlace.Server) server.newDatabase()).url().database());
    }
}
