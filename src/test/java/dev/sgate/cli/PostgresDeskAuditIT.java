package dev.sgate.cli;

import dev.sgate.vendor.ledger.PostgresServer;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The contract, on a real PostgreSQL server: every verb of the desk once through the command line. */
class PostgresDeskAuditIT extends DeskAuditContract {
    @Override
    String newLedger(Path folder) {
        return PostgresServer.shared().newDatabaseUrl();
    }

    @Override
    Stream<Case> cases() {
        return super.cases().filter(DeskAuditContract::knowsTheLedger);
    }

    @Override
    String more() {
        return """
                desk backup --out {desk}/backup.db => 2
                """; // that is pg_dump's work
    }
}
