package dev.sgate.station;

/** What every ledger promises, in eleven parts. A test class makes the ledger and gets the tests. */
public interface LedgerContract
        extends VisitContract,
                LicenseContract,
                PoolContract,
                PoolReadingContract,
                ReleaseContract,
                TakenBackContract,
                WaitingContract,
                FloorContract,
                QuarantineContract,
                JournalContract,
                CommitContract {}
