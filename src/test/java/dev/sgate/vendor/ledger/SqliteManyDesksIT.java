package dev.sgate.vendor.ledger;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** On one SQLite file; a writer that waits for more than 10 seconds would be told so. */
class SqliteManyDesksIT extends ManyDesksContract {
    @TempDir
    private Path folder;

    @Override
    String newLedger() {
        return folder.resolve("desk.db").toString();
    }
}
