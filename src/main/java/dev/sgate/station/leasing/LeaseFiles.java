package dev.sgate.station.leasing;

import java.io.IOException;
import java.util.Optional;

/** Where the lease files of this machine lie, one for each product (port). */
public interface LeaseFiles {
    /** The file as it lies there; empty if there is none, or it cannot be one for its size. */
    Optional<byte[]> find(String product) throws IOException;

    /** Puts it there, instead of an older one: whole and synced when this returns, or not at all. */
    void put(String product, byte[] file) throws IOException;

    /** Takes it away; none there is as good. */
    void remove(String product) throws IOException;
}
