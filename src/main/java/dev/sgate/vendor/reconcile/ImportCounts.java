package dev.sgate.vendor.reconcile;

import dev.sgate.seal.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * What one file brought. A new line is accepted, rejected or forked. What is listed is the first 1,000 of the file, and less where
 * the files of a run together have more than a report has room for; the numbers are whole.
 *
 * @param accepted new events
 * @param duplicates events that were there already: harmless, files overlap
 * @param rejected events that count for nothing but their place in the chain: new ones, and the overruled
 * @param overruled of the rejected, those that had come before and lost their id to an event of this file
 * @param forked new events under a number that another line has: both are kept
 * @param backDated new events whose time cannot be right: they count, and are told of
 * @param created devices seen for the first time at this appliance
 * @param updated devices that were seen earlier or later than was known
 * @param lowestFork the lowest number among the forked
 * @param rejectedEvents the first of the rejected and the forked
 * @param backDatedEvents the first of them
 * @param devicesCreated the first fingerprints of those created
 * @param devicesUpdated the first fingerprints of those updated
 */
public record ImportCounts(
        long accepted,
        long duplicates,
        long rejected,
        long overruled,
        long forked,
        long backDated,
        long created,
        long updated,
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

    /** Lines that were not in the ledger before: over all imports together, each line counts once. */
    public long newEvents() {
        return accepted + rejected - overruled + forked;
    }
}
