package dev.sgate.vendor.reconcile;

import dev.sgate.vendor.ledger.ApplianceState;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.ImportTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What imported files mean. It is computed from one committed state, while others may write; the lock is held only while new findings
 * are written, and not taken where there are none.
 */
final class Conclusion {
    /** How often it is computed anew because another import came between. After that it is computed under the lock. */
    private static final int TRIES = 3;

    private record Read(Reconciled reconciled, List<LicenseSeats> changed, long newestImport) {}

    private final List<ImportedFile> files;
    private final Instant now;

    Conclusion(List<ImportedFile> files, Instant now) {
        this.files = files;
        this.now = now;
    }

    Reconciled draw(DeskLedger ledger) {
        for (int i = 0; i < TRIES; i++) {
            Read read = ledger.read(this::read);
            if (read.changed().isEmpty() || ledger.change(connection -> keep(connection, read))) {
                return read.reconciled();
            }
        }
        return ledger.change(connection -> {
            Read read = read(connection);
            OverActivations.keep(connection, read.changed(), now);
            return read.reconciled();
        });
    }

    /** Whether no other import came between, so that this is the newest there is to know. */
    private boolean keep(Connection connection, Read read) throws SQLException {
        boolean newest = ImportTable.newest(connection) == read.newestImport();
        if (newest) {
            OverActivations.keep(connection, read.changed(), now);
        }
        return newest;
    }

    private Read read(Connection connection) throws SQLException {
        List<UUID> appliances = appliances();
        Map<UUID, ApplianceState> states = new LinkedHashMap<>();
        for (UUID appliance : appliances) {
            states.put(appliance, ApplianceReader.read(connection, appliance));
        }
        List<LicenseSeats> licenses = OverActivations.find(connection, appliances);
        return new Read(
                new Reconciled(now, files, states, licenses),
                OverActivations.changed(connection, licenses),
                ImportTable.newest(connection));
    }

    private List<UUID> appliances() {
        return files.stream()
                .filter(ImportedFile.Imported.class::isInstance)
                .map(file -> ((ImportedFile.Imported) file).terms().applianceId())
                .distinct()
                .toList();
    }
}
