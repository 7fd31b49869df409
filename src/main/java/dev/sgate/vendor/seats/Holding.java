package dev.sgate.vendor.seats;

import dev.sgate.seal.Sha256;
import java.time.Instant;

/**
 * A device held a seat without a break.
 *
 * @param until the end, not included; {@link Instant#MAX} where it still holds it
 */
public record Holding(Sha256 device, Instant from, Instant until) {
    public Holding {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("ends before it begins");
        }
    }

    Holding endingAt(Instant end) {
        return new Holding(device, from, end.isBefore(from) ? from : end.isBefore(until) ? end : until);
    }

    Holding heldUntil(Instant later) {
        return later.isAfter(until) ? new Holding(device, from, later) : this;
    }
}
