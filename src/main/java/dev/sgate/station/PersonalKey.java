package dev.sgate.station;

import java.io.IOException;
import java.util.Optional;

/** The key that personal names are sealed with at rest (port); destroying it erases them (BEHAVIOUR 6, E17). */
public interface PersonalKey {
    /** The key, 32 bytes, made at the first need; empty where it cannot be used: then no name is kept, and none is shown. */
    Optional<byte[]> find();

    /**
     * Destroys the key and puts a new one in its place, durably when it returns. What the old one sealed stays closed.
     *
     * @throws IOException if there is no new one; then the old one may still be there
     */
    void replace() throws IOException;
}
