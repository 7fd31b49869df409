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
 * @param devices the fingerprints of all that held one at that moment, in order
 */
public record Overload(Instant from, Instant until, Instant peakAt, long seats, List<Sha256> devices) {
    public Overload {
        devices = List.copyOf(devices);
    }
}
