package dev.sgate.vendor.reconcile;

import dev.sgate.journal.Segment;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.Verdict;
import dev.sgate.vendor.ledger.ApplianceState;
import dev.sgate.vendor.ledger.ApplianceTable;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.EventTable;
import dev.sgate.vendor.ledger.ImportTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Imports return journals, one transaction a file. The same file again, and overlapping files in any order, give the same ledger
 * (BEHAVIOUR 6).
 */
public final class SyncImport {
    private final DeskLedger ledger;
    private final Instant now;

    /**
     * @param now the time of the import, which events may lie ahead of by at most an hour
     */
    public SyncImport(DeskLedger ledger, Instant now) {
        this.ledger = ledger;
        this.now = now;
    }

    /** Imports one file, or refuses it and keeps nothing of it. */
    public ImportedFile importFile(Path file) throws IOException {
        return switch (SyncFile.check(file)) {
            case Verdict.Refused<Segment>(Refusal refusal) -> new ImportedFile.Refused(file, refusal);
            case Verdict.Accepted<Segment>(Segment segment) ->
                ledger.change(connection -> take(connection, file, segment));
        };
    }

    /** The licenses that more devices hold than they have seats. */
    public List<OverActivation> overActivations() {
        return ledger.read(OverActivation::find);
    }

    private ImportedFile take(Connection connection, Path file, Segment segment) throws SQLException {
        UUID appliance = segment.terms().applianceId();
        ApplianceTable.see(connection, segment);
        ApplianceTable.enrol(connection, appliance, now);
        long number = ImportTable.add(connection, segment, fileName(file), now, Optional.empty());
        EventIntake intake = new EventIntake(connection, appliance, now);
        try {
            SyncFile.handOver(file, intake);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ApplianceState state = state(connection, appliance);
        ImportTable.settle(connection, number, standing(state), counted(intake.counts()));
        return new ImportedFile.Imported(file, segment.terms(), intake.counts(), state);
    }

    private static String fileName(Path file) {
        return Optional.ofNullable(file.getFileName()).orElse(file).toString();
    }

    private static ImportTable.Standing standing(ApplianceState state) {
        return state.parked() ? ImportTable.Standing.PARKED : ImportTable.Standing.COUNTED;
    }

    private static ImportTable.Counts counted(ImportCounts counts) {
        return new ImportTable.Counts(
                counts.accepted(),
                counts.duplicates(),
                counts.rejected(),
                counts.devicesCreated().size(),
                counts.devicesUpdated().size());
    }

    private static ApplianceState state(Connection connection, UUID appliance) throws SQLException {
        return new ApplianceState(
                !ApplianceTable.isEnrolled(connection, appliance),
                EventTable.gaps(connection, appliance),
                EventTable.forks(connection, appliance),
                ApplianceTable.twins(connection, appliance));
    }
}
