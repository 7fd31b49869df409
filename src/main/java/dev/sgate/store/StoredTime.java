package dev.sgate.store;

import dev.sgate.seal.WireTime;
import java.time.Instant;

/** Times as the ledger holds them, as the wire writes them. */
final class StoredTime {
    private StoredTime() {}

    /** Any other form that {@link Instant#parse} takes is left to it, and so is what it refuses. */
    static Instant parse(String text) {
        return WireTime.find(text).orElseGet(() -> Instant.parse(text));
    }
}
