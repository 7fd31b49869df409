package dev.sgate.station;

import java.util.UUID;

/** Makes UUIDv7: time first, so that rows sort as they happened (port, for the sake of tests). */
@FunctionalInterface
public interface Ids {
    UUID next();
}
