package dev.sgate.vendor.reconcile;

import dev.sgate.seal.Sha256;
import java.util.List;

/**
 * What one file brought.
 *
 * @param accepted new events
 * @param duplicates events that were there already: harmless, files overlap
 * @param rejected events that count for nothing but their place in the chain
 * @param rejectedEvents the first 1,000 of them
 * @param devicesCreated fingerprints seen for the first time at this appliance
 * @param devicesUpdated fingerprints that were seen earlier or later than was known
 */
public record ImportCounts(
        long accepted,
        long duplicates,
        long rejected,
        List<RejectedEvent> rejectedEvents,
        List<Sha256> devicesCreated,
        List<Sha256> devicesUpdated) {
    public ImportCounts {
        rejectedEvents = List.copyOf(rejectedEvents);
        devicesCreated = List.copyOf(devicesCreated);
        devicesUpdated = List.copyOf(devicesUpdated);
    }
}
