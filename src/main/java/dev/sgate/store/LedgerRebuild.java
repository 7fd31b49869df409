package dev.sgate.store;

import dev.sgate.journal.ChainHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Makes a new ledger in the place of one that is damaged or gone (ADR 0018). */
public final class LedgerRebuild {
    private LedgerRebuild() {}

    /**
     * Builds it under another name and puts it in place whole. A power cut leaves the old one, from which the next start begins
     * again, or the new one.
     *
     * @param opening opens a ledger at this path, see {@link SqliteLedger#open}
     * @param witnessed the newest event that is known from elsewhere: a journal that does not reach it has lost its end
     * @param fill commits what is to be in it, behind what could be read of the old one
     * @return where the old one is now; empty if there was none
     */
    public static Optional<Path> rebuild(
            Path database,
            Function<Path, SqliteLedger> opening,
            Optional<ChainHead> witnessed,
            Consumer<SqliteLedger> fill,
            Instant now)
            throws IOException {
        Path building = LedgerSwap.workshop(database);
        try (SqliteLedger ledger = opening.apply(building)) {
            if (Files.exists(database)) {
                ledger.salvageFrom(database, witnessed);
            }
            fill.accept(ledger);
        }
        return LedgerSwap.put(building, database, LedgerSwap.Successor.REBUILT, now)
                .filter(Files::exists);
    }
}
