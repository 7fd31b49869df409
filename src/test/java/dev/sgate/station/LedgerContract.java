package dev.sgate.station;

/** What every ledger promises, in four parts. A test class makes the ledger and gets the tests. */
public interface LedgerContract
        extends VisitContract, LicenseContract, ReleaseContract, JournalContract, CommitContract {}
