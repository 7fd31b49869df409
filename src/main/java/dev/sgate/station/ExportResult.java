package dev.sgate.station;

import dev.sgate.seal.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * What an export put on a volume.
 *
 * @param fileNames the parts that got there whole, in order; where something failed later, these and no more
 * @param refusal why not all of the journal is there: {@code no-space}, {@code unsafe-mount}, {@code read-error}, {@code volume-gone},
 *     {@code too-many-files} (no free name), {@code internal} (our own disk); empty where all of it is
 */
public record ExportResult(List<String> fileNames, Optional<Refusal> refusal) {
    public ExportResult {
        fileNames = List.copyOf(fileNames);
    }

    static ExportResult nothing(Refusal refusal) {
        return new ExportResult(List.of(), Optional.of(refusal));
    }
}
