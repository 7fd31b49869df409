package dev.sgate.vendor.reconcile;

import dev.sgate.vendor.ledger.BundleTable.Bundle;
import dev.sgate.vendor.seats.SeatLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * When each bundle of a license and site can be in force. It begins when it is minted. It ends with its own validity, or a week (the
 * longest lease) after a later one has arrived at every appliance there. The newest has no end. So a pool that was made smaller
 * accuses nobody while the stick is on its way and leases run out.
 */
final class SeatLimits {
    /** A bundle came into force at an appliance. */
    record Arrival(UUID bundle, Instant at) {}

    static final Duration LONGEST_LEASE = Duration.ofDays(7);

    private final List<Bundle> bundles;
    private final List<List<Arrival>> appliances = new ArrayList<>();

    /** @param bundles of one license and site, by serial */
    SeatLimits(List<Bundle> bundles) {
        this.bundles = bundles;
    }

    /** What arrived at one appliance. */
    void add(List<Arrival> arrivals) {
        appliances.add(arrivals);
    }

    List<SeatLimit> all() {
        List<SeatLimit> limits = new ArrayList<>();
        for (Bundle bundle : bundles) {
            boolean newest = bundle.equals(bundles.getLast());
            Instant end = newest ? Instant.MAX : end(bundle);
            if (end.isAfter(bundle.mintedAt())) {
                limits.add(new SeatLimit(bundle.poolSize(), bundle.mintedAt(), end));
            }
        }
        return limits;
    }

    private Instant end(Bundle bundle) {
        Instant end = Instant.MIN;
        for (List<Arrival> arrivals : appliances) {
            Instant replaced = arrivals.stream()
                    .filter(arrival -> serial(arrival.bundle())
                            .filter(serial -> serial > bundle.serial())
                            .isPresent())
                    .map(arrival -> arrival.at().plus(LONGEST_LEASE))
                    .min(Instant::compareTo)
                    .orElse(bundle.validUntil());
            end = replaced.isAfter(end) ? replaced : end;
        }
        return end.isBefore(bundle.validUntil()) ? end : bundle.validUntil();
    }

    private Optional<Long> serial(UUID bundle) {
        return bundles.stream()
                .filter(one -> one.id().equals(bundle))
                .map(Bundle::serial)
                .findFirst();
    }
}
