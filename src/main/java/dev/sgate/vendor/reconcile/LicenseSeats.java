package dev.sgate.vendor.reconcile;

import dev.sgate.vendor.seats.Overload;
import dev.sgate.vendor.seats.SeatHistory;
import java.util.Optional;
import java.util.UUID;

/**
 * How the seats of a license were held at one site, as far as journals came back.
 *
 * @param site empty where the bundles name none
 * @param seats of the newest bundle
 * @param appliances how many enrolled appliances run under it there
 */
public record LicenseSeats(
        UUID licenseId, String customer, String product, String site, long seats, int appliances, SeatHistory history) {
    /** The worst over-activation, if there was one. */
    public Optional<Overload> overActivation() {
        return history.worst();
    }
}
