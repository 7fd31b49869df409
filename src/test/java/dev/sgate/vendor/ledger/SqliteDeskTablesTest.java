package dev.sgate.vendor.ledger;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract, on a SQLite file. */
class SqliteDeskTablesTest extends DeskTablesContract {
    @TempDir
    private Path folder;

    @Override
    LedgerPlace newPlace() {
        return new LedgerPlace.File(folder.resolve("desk.db"));
    }
}
