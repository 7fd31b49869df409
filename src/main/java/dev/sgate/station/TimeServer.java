package dev.sgate.station;

import java.time.Instant;
import java.util.Optional;

/** A time server on the site's network (port). What it says is compared, and never believed. */
public interface TimeServer {
    /**
     * Asks once, for at most 2 seconds.
     *
     * @param server a name or an address, with {@code :port} where it is not 123
     * @return the time it says it is now; empty where it does not answer, or with something else than a time (C90)
     */
    Optional<Instant> ask(String server);
}
