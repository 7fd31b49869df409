package dev.sgate.store;

import dev.sgate.journal.ChainHead;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Takes out of a damaged database what can still be read and proves itself, or harms nobody where it is wrong: the end of the
 * journal's chain, seats with their devices and instances, and what holds somebody back. What the vendor signed is not taken from
 * here: it is kept beside the ledger, and proves itself there.
 */
final class LedgerSalvage {
    private LedgerSalvage() {}

    /**
     * Copies what it can, and never fails because of what it finds, be it a sector that cannot be read.
     *
     * @throws LedgerFailure if what was read cannot be kept
     */
    static void copy(SqliteFile from, Connection fresh, EventCipher cipher, Optional<ChainHead> witnessed)
            throws SQLException {
        try (Connection damaged = from.openReader()) {
            new RowSalvage(damaged, fresh).copy();
            new JournalSalvage(damaged, fresh).copy(cipher.opener(), witnessed);
        } catch (SQLException unreadable) {
            LedgerDamage.requireUnreadable(unreadable);
        }
    }
}
