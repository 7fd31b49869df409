package dev.sgate.vendor.reconcile;

import dev.sgate.journal.JournalOpener;
import dev.sgate.journal.Segment;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import dev.sgate.vendor.ledger.ApplianceTable;
import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.ImportTable;
import dev.sgate.vendor.ledger.JournalShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Imports return journals, one transaction a file. The same file again, and overlapping files in any order, give the same ledger
 * (BEHAVIOUR 6); whoever is killed in between begins again with the same files.
 */
public final class SyncImport {
    private final DeskLedger ledger;
    private final Instant now;
    private final JournalOpener opener;
    private final ReportRoom room = new ReportRoom(ReportRoom.BYTES);

    /** Without keys for encrypted journals. */
    public SyncImport(DeskLedger ledger, Instant now) {
        this(ledger, now, JournalOpener.none());
    }

    /**
     * @param now the time of the import, which events may lie ahead of by at most an hour
     * @param opener the keys for encrypted journals
     */
    public SyncImport(DeskLedger ledger, Instant now, JournalOpener opener) {
        this.ledger = ledger;
        this.now = now;
        this.opener = opener;
    }

    /** Imports the files one after the other, and says what they mean together. */
    public Reconciled importAll(List<Path> files) {
        List<ImportedFile> imported = new ArrayList<>();
        for (Path file : files) {
            imported.add(importFile(file));
        }
        return conclude(imported);
    }

    /**
     * Imports one file, or refuses it and keeps nothing of it but a line in the audit log. One that cannot be read, or that is
     * another one than was checked, is refused as {@code read-error}: it does not hold back the others.
     */
    public ImportedFile importFile(Path file) {
        try {
            return switch (SyncFile.check(file, opener)) {
                case Verdict.Refused<Segment>(Refusal refusal) -> refuse(file, refusal);
                case Verdict.Accepted<Segment>(Segment segment) ->
                    ledger.change(connection -> take(connection, file, segment));
            };
        } catch (IOException | UncheckedIOException e) {
            return refuse(file, unreadable(e));
        }
    }

    private static Refusal unreadable(Exception e) {
        return Refusal.of(
                RefusalCode.READ_ERROR,
                SyncFile.REASON,
                "it cannot be read, or was changed meanwhile: " + e.getMessage());
    }

    private ImportedFile refuse(Path file, Refusal refusal) {
        ImportedFile.Refused refused = new ImportedFile.Refused(file, refusal);
        ledger.change(connection -> Audit.append(connection, SyncAudit.refused(refused, now)));
        return refused;
    }

    /** The work of one transaction. */
    ImportedFile.Imported take(Connection connection, Path file, Segment segment) throws SQLException {
        UUID appliance = segment.terms().applianceId();
        ApplianceTable.see(connection, segment);
        boolean enrolled = ApplianceTable.enrol(connection, appliance, now);
        long number = ImportTable.add(connection, segment, fileName(file), now, Optional.of(signedLine(file, segment)));
        ImportCounts counts = takeLines(connection, file, segment);
        JournalShape.settle(connection, appliance, counts.lowestFork());
        ImportTable.settle(
                connection,
                number,
                enrolled ? ImportTable.Standing.COUNTED : ImportTable.Standing.PARKED,
                counted(counts));
        ImportedFile.Imported imported = new ImportedFile.Imported(file, segment.terms(), counts, !enrolled);
        Audit.append(connection, SyncAudit.imported(imported, segment.identity(), now));
        if (enrolled) {
            NumberFloors.raise(connection, appliance, now);
        }
        return imported;
    }

    /** The signed line is kept: with it, an auditor can tell that the events are those that the device signed. */
    private static byte[] signedLine(Path file, Segment segment) {
        try {
            return SyncFile.signedLine(file, segment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ImportCounts takeLines(Connection connection, Path file, Segment segment) throws SQLException {
        try (EventIntake intake = new EventIntake(connection, segment.terms().applianceId(), now, room)) {
            SyncFile.handOver(file, segment, opener, intake);
            return intake.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String fileName(Path file) {
        return Optional.ofNullable(file.getFileName()).orElse(file).toString();
    }

    private static ImportTable.Counts counted(ImportCounts counts) {
        return new ImportTable.Counts(
                counts.accepted(),
                counts.duplicates(),
                counts.rejected(),
                counts.forked(),
                counts.backDated(),
                counts.created(),
                counts.updated());
    }

    /**
     * What imported files mean: how each appliance's journal stands, and who held the seats of their licenses. An over-activation
     * that was not known yet is written into the audit log.
     */
    public Reconciled conclude(List<ImportedFile> files) {
        return new Conclusion(files, now).draw(ledger);
    }
}
