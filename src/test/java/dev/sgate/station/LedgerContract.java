package dev.sgate.station;

/** What every ledger promises, in seven parts. A test class makes the ledger and gets the tests. */
public interface LedgerContract
        extends VisitContract,
                LicenseContract,
                PoolContract,
                PoolReadingContract,
                ReleaseContract,
                JournalContract,
                CommitContract {}
