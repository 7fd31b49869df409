package dev.sgate.store;

import java.nio.file.Path;

/** There is no database to read: the appliance has not been started with this state folder yet. */
public final class LedgerAbsent extends LedgerFailure {
    private static final long serialVersionUID = 1;

    LedgerAbsent(Path database) {
        super("there is no ledger at " + database + "; the appliance has not run here yet");
    }
}
