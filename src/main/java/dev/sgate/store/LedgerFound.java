package dev.sgate.store;

/** What a start finds in the ledger's place. */
public sealed interface LedgerFound {
    /** No database: there never was one, or it is gone. An empty file counts as none. */
    record Absent() implements LedgerFound {}

    /** A file that holds no ledger any more, or not a whole one; it is as it was. */
    record Damaged(String why) implements LedgerFound {}

    /** A ledger that is whole, open for writing and of the newest schema. It may be an older copy. */
    record Sound(SqliteLedger ledger) implements LedgerFound {}
}
