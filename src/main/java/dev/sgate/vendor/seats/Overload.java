package dev.sgate.vendor.seats;

import dev.sgate.seal.Sha256;
import java.time.Instant;
import java.util.List;

/**
 * A time in which more devices held a seat than there were.
 *
 * @param until {@link Instant#MAX} where it has not ended
 * @param peakAt the first moment at which the most devices held one
 * @param seats how many there were at that moment
 * @param held how many devices held one at that moment
 * @param devices their fingerprints in order, the first {@value #LISTED_MAX}
 */
public record Overload(Instant from, Instant until, Instant peakAt, long seats, int held, List<Sha256> devices) {
    /** Devices that are listed. */
    public static final int LISTED_MAX = 1_000;

    public Overload {
        devices = List.copyOf(devices);
    }
}
