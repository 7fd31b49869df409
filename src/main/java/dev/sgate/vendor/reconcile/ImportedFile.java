package dev.sgate.vendor.reconcile;

import dev.sgate.journal.SegmentTerms;
import dev.sgate.seal.Refusal;
import java.nio.file.Path;

/** What became of a file that was handed in as a return journal. */
public sealed interface ImportedFile {
    Path file();

    /**
     * It is in the ledger.
     *
     * @param parked whether its appliance was parked after it, so that nothing of it counts
     */
    record Imported(Path file, SegmentTerms terms, ImportCounts counts, boolean parked) implements ImportedFile {}

    /** Nothing of it is. */
    record Refused(Path file, Refusal refusal) implements ImportedFile {}
}
