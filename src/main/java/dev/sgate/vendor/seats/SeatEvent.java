package dev.sgate.vendor.seats;

import dev.sgate.seal.Sha256;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What one event of an appliance's journal says of the seats of one license. */
public sealed interface SeatEvent {
    /** The appliance whose journal it stands in. */
    UUID appliance();

    /** When it happened, as far as that is believed. */
    Instant at();

    /**
     * The device has a seat, and a lease with it: {@code activation}, {@code validation}, {@code renewal}.
     *
     * @param until the end of its lease; empty for a seat without a lease (the appliance's own), which is held until it is given back
     */
    record Held(UUID appliance, Sha256 device, Instant at, Optional<Instant> until) implements SeatEvent {}

    /** The device gave its seat back, or it was taken back: {@code deactivation}. */
    record GivenBack(UUID appliance, Sha256 device, Instant at) implements SeatEvent {}

    /** The vendor freed all seats of this appliance: {@code pool-reset}. */
    record Reset(UUID appliance, Instant at) implements SeatEvent {}
}
