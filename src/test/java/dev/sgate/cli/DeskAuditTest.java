package dev.sgate.cli;

import java.nio.file.Path;

/** The contract, with the ledger in a file. */
class DeskAuditTest extends DeskAuditContract {
    @Override
    String newLedger(Path folder) {
        return folder.resolve("desk.db").toString();
    }

    @Override
    String more() {
        return """
                desk backup --out {desk}/backup.db => 0 LedgerBackedUp
                """;
    }
}
