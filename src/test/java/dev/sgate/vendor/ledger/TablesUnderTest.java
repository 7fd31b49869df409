package dev.sgate.vendor.ledger;

import dev.sgate.store.Transaction;
import java.util.List;
import java.util.Optional;

/** The desk's ledger that a contract is about, and words to ask it. */
interface TablesUnderTest {
    /** The one ledger of this test; empty at its start. */
    DeskLedger ledger();

    default <T> List<T> rows(Transaction.Work<List<T>> question) {
        return ledger().read(question);
    }

    default <T> Optional<T> found(Transaction.Work<Optional<T>> question) {
        return ledger().read(question);
    }
}
