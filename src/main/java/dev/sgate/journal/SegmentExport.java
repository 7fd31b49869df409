package dev.sgate.journal;

import dev.sgate.seal.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What one export of the journal says of itself, whatever number of parts it takes.
 *
 * @param fingerprint of the appliance's machine
 * @param exportSerial higher than that of every export before
 * @param bundleIds the license bundles in force
 * @param devices the devices ever seen, those seen last first: what does not fit into part 1 is left out
 * @param before the head before the first event of this export; {@link ChainHead#EMPTY} for a journal from its start
 * @param recipient the vendor's journal key, where the newest bundle named one
 */
public record SegmentExport(
        UUID applianceId,
        Sha256 fingerprint,
        long exportSerial,
        Instant exportedAt,
        List<UUID> bundleIds,
        List<DeviceLine> devices,
        ChainHead before,
        Optional<JournalRecipient> recipient) {
    public SegmentExport {
        bundleIds = List.copyOf(bundleIds);
        devices = List.copyOf(devices);
    }
}
