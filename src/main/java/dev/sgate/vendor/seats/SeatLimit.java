package dev.sgate.vendor.seats;

import java.time.Instant;

/**
 * How many seats a bundle grants, and when it can be in force. Where several can be, the largest counts: a bundle that is on its way
 * accuses nobody.
 *
 * @param until {@link Instant#MAX} for the newest bundle
 */
public record SeatLimit(long seats, Instant from, Instant until) {}
