package dev.sgate.vendor.reconcile;

import dev.sgate.journal.SegmentTerms;
import dev.sgate.seal.Refusal;
import dev.sgate.vendor.ledger.ApplianceState;
import java.nio.file.Path;

/** What became of a file that was handed in as a return journal. */
public sealed interface ImportedFile {
    Path file();

    /** It is in the ledger; {@code state} is the appliance's, after it. */
    record Imported(Path file, SegmentTerms terms, ImportCounts counts, ApplianceState state) implements ImportedFile {}

    /** Nothing of it is. */
    record Refused(Path file, Refusal refusal) implements ImportedFile {}
}
