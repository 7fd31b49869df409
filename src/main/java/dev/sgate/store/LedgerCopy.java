package dev.sgate.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Copies of the appliance's ledger for a backup, and putting one in its place. */
public final class LedgerCopy {
    /** Puts the database of a backup at this path. */
    @FunctionalInterface
    public interface Source {
        void extractTo(Path file) throws IOException;
    }

    private LedgerCopy() {}

    /**
     * Copies the ledger as it was at one moment, while others read and write it.
     *
     * @param file must not be there yet; mode 0600
     * @throws LedgerFailure if the ledger cannot be read, or the disk is full
     */
    public static void write(Path database, Path file) {
        OwnerOnly.create(file);
        NativeCode.takeFrom(database);
        try (Connection reader = new SqliteFile(database).openReader();
                PreparedStatement copy = reader.prepareStatement("VACUUM INTO ?")) {
            copy.setString(1, file.toString());
            copy.executeUpdate();
        } catch (SQLException e) {
            throw new LedgerFailure("the ledger " + database + " cannot be copied", e);
        }
    }

    /**
     * Puts the ledger of a backup in place; the one that is there is kept beside it. Checked first, and brought to the newest schema. A
     * power cut leaves the old one, or the new one.
     *
     * @param opening opens a ledger at this path, see {@link SqliteLedger#open}
     * @param journalKeyIsAnother whether its events cannot be read here: they are given up
     * @param finish what is done with it before it counts
     * @return where the one that was there is now; empty if there was none
     * @throws LedgerFailure if it is no whole ledger; nothing was changed
     */
    public static Optional<Path> putInPlace(
            Path database,
            Source source,
            boolean journalKeyIsAnother,
            Function<Path, SqliteLedger> opening,
            Consumer<SqliteLedger> finish,
            Instant now)
            throws IOException {
        Path building = LedgerSwap.workshop(database);
        source.extractTo(building);
        NativeCode.keepBeside(database);
        if (journalKeyIsAnother) {
            SqliteLedger.giveUpEvents(building);
        }
        switch (LedgerInspection.inspect(building, true, () -> opening.apply(building))) {
            case LedgerFound.Absent absent -> throw new LedgerFailure("the backup's database is empty");
            case LedgerFound.Damaged(String why) -> throw new LedgerFailure("the backup is damaged: " + why);
            case LedgerFound.Sound(SqliteLedger ledger) -> {
                try (ledger) {
                    finish.accept(ledger);
                }
            }
        }
        return LedgerSwap.put(building, database, LedgerSwap.Successor.RESTORED, now)
                .filter(Files::exists);
    }
}
