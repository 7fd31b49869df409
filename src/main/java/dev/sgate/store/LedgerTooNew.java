package dev.sgate.store;

/** A newer version of this product wrote the ledger. It is whole, and nothing of it was changed. */
public final class LedgerTooNew extends LedgerFailure {
    private static final long serialVersionUID = 1;

    LedgerTooNew(String what) {
        super(what);
    }
}
