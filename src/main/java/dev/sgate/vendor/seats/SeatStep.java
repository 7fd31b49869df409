package dev.sgate.vendor.seats;

import java.time.Instant;

/** From {@code at} on, up to the next step, so many devices held one of so many seats. */
public record SeatStep(Instant at, int devices, long seats) {
    /** Whether more devices held a seat than there are. */
    public boolean isOver() {
        return devices > seats;
    }
}
