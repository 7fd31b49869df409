package dev.sgate.docs;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;

/** The appliance with a clock of its own keeps the contract that the real one keeps, so that its stories can be believed. */
class StandInScriptsIT extends LeaseScriptsContract {
    private final SiteStandIn site;

    StandInScriptsIT() throws IOException {
        site = new SiteStandIn(Instant.now());
    }

    @Override
    ScriptSite site() {
        return site;
    }

    @AfterEach
    void close() {
        site.close();
    }
}
