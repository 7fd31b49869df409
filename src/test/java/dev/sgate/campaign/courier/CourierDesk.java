package dev.sgate.campaign.courier;

import dev.sgate.journal.ChainHead;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What the campaign asks of a desk. The product's own is {@link RealDesk}; a {@link SeededBug} spoils it. */
interface CourierDesk {
    /** What one import said of itself. */
    record Told(long newEvents, long duplicates, long devicesCreated) {}

    /**
     * Imports a file, as one of several importers.
     *
     * @return empty if it was refused
     */
    Optional<Told> importFile(int importer, Path file, Instant now) throws IOException;

    /** What the next bundle would acknowledge. */
    Optional<ChainHead> acknowledges(UUID appliance);

    /** What the ledger holds of an appliance. */
    Held held(UUID appliance);
}
