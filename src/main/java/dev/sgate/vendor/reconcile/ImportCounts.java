package dev.sgate.vendor.reconcile;

import dev.sgate.seal.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * What one file brought. A new line is accepted, rejected or forked.
 *
 * @param accepted new events
 * @param duplicates events that were there already: harmless, files overlap
 * @param rejected new events that count for nothing but their place in the chain
 * @param forked new events under a number that another line has: both are kept
 * @param backDated new events whose time cannot be right: they count, and are told of
 * @param lowestFork the lowest number among the forked
 * @param rejectedEvents the first 1,000 of the rejected and the forked
 * @param backDatedEvents the first 1,000 of them
 * @param devicesCreated fingerprints seen for the first time at this appliance
 * @param devicesUpdated fingerprints that were seen earlier or later than was known
 */
public record ImportCounts(
        long accepted,
        long duplicates,
        long rejected,
        long forked,
        long backDated,
        Optional<Long> lowestFork,
        List<RejectedEvent> rejectedEvents,
        List<BackDatedEvent> backDatedEvents,
        List<Sha256> devicesCreated,
        List<Sha256> devicesUpdated) {
    public ImportCounts {
        rejectedEvents = List.copyOf(rejectedEvents);
        backDatedEvents = List.copyOf(backDatedEvents);
        devicesCreated = List.copyOf(devicesCreated);
        devicesUpdated = List.copyOf(devicesUpdated);
    }
}
