package dev.sgate.station;

/** What every ledger promises, in six parts. A test class makes the ledger and gets the tests. */
public interface LedgerContract
        extends VisitContract, LicenseContract, PoolContract, ReleaseContract, JournalContract, CommitContract {}
