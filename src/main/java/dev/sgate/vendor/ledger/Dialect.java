package dev.sgate.vendor.ledger;

import dev.sgate.store.Transaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** What differs between the databases that can hold a desk's ledger: how it is opened and how a transaction begins. */
interface Dialect {
    /**
     * A connection to a ledger with the newest schema; the ledger is made where there is none.
     *
     * @throws dev.sgate.store.LedgerFailure if it is not a desk's, or a newer version of this product wrote it
     */
    Connection open() throws SQLException;

    /**
     * Copies one committed state of the whole ledger into a file that is there, empty, and its owner's alone.
     *
     * @throws dev.sgate.vendor.BadInput where the database has tools of its own for that
     */
    void backUp(Connection connection, Path file) throws SQLException;

    /**
     * Takes what was deleted out of the database's files, too.
     *
     * @throws dev.sgate.store.LedgerFailure if another desk reads at this moment; to be done again
     */
    void scrub(Connection connection) throws SQLException;

    /** One writer at a time, who sees all that was committed before. On the disk when it returns. */
    <T> T write(Connection connection, Transaction.Work<T> work) throws SQLException;

    /** Sees one committed state, however many statements it takes. */
    <T> T read(Connection connection, Transaction.Work<T> work) throws SQLException;
}
