package dev.sgate.vendor.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.store.LedgerFailure;
import dev.sgate.store.Sql;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, on a SQLite file. */
class SqliteDeskLedgerTest extends DeskLedgerContract {
    @TempDir
    private Path folder;

    @Override
    LedgerPlace newPlace() {
        return new LedgerPlace.File(folder.resolve("desk.db"));
    }

    @Test
    void noRowOfTheAuditLogIsReplaced() {
        try (DeskLedger ledger = DeskLedger.open(newPlace())) {
            ledger.change(connection -> Audit.append(connection, Fixtures.entry("one")));
            assertThatThrownBy(
                            () -> ledger.change(
                                    connection -> Sql.update(
                                            connection,
                                            "INSERT OR REPLACE INTO audit SELECT no, at, 'nobody', action, subject, hash, line FROM audit")))
                    .isInstanceOf(LedgerFailure.class)
                    .hasMessageContaining("append-only");
            assertThat(ledger.read(Audit::verify)).isEmpty();
        }
    }
}
