package dev.sgate.store;

/** The database does not work: the disk, the file or the key. Nothing was changed by the call that threw it. */
public class LedgerFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LedgerFailure(String what) {
        super(what);
    }

    public LedgerFailure(String what, Exception cause) {
        super(what + ": " + cause.getMessage(), cause);
    }
}
