package dev.sgate.vendor.reconcile;

import dev.sgate.vendor.ledger.ApplianceState;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;

/**
 * What an import of several files found: the values that every form of the report shows.
 *
 * @param appliances those that the files are of, as their journals stand after all of them
 * @param licenses whose seats these appliances hold, site by site
 */
public record Reconciled(
        Instant at, List<ImportedFile> files, Map<UUID, ApplianceState> appliances, List<LicenseSeats> licenses) {
    public Reconciled {
        files = List.copyOf(files);
        appliances = Collections.unmodifiableMap(new LinkedHashMap<>(appliances));
        licenses = List.copyOf(licenses);
    }

    /** The files that are in the ledger. */
    public List<ImportedFile.Imported> imported() {
        return files.stream()
                .filter(ImportedFile.Imported.class::isInstance)
                .map(ImportedFile.Imported.class::cast)
                .toList();
    }

    /** The files that are not. */
    public List<ImportedFile.Refused> refused() {
        return files.stream()
                .filter(ImportedFile.Refused.class::isInstance)
                .map(ImportedFile.Refused.class::cast)
                .toList();
    }

    /** Whether the appliance is parked now: a later file may have let it in. */
    public boolean isParked(ImportedFile.Imported file) {
        ApplianceState state = appliances.get(file.terms().applianceId());
        return state == null ? file.parked() : state.parked();
    }

    /** A sum over the files of enrolled appliances. */
    public long sum(ToLongFunction<ImportCounts> count) {
        return imported().stream()
                .filter(file -> !isParked(file))
                .mapToLong(file -> count.applyAsLong(file.counts()))
                .sum();
    }

    /** New events of appliances that are parked. */
    public long parkedEvents() {
        return imported().stream()
                .filter(this::isParked)
                .mapToLong(file -> file.counts().accepted())
                .sum();
    }

    /** The licenses that more devices held than they have seats. */
    public List<LicenseSeats> overActivated() {
        return licenses.stream()
                .filter(license -> license.overActivation().isPresent())
                .toList();
    }
}
