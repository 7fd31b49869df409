package dev.sgate.station;

/** What every ledger promises, in twelve parts. A test class makes the ledger and gets the tests. */
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
                TimeContract,
                CommitContract {}
