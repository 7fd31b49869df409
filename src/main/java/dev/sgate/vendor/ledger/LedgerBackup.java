package dev.sgate.vendor.ledger;

import dev.sgate.journal.ChainHead;
import dev.sgate.seal.Payloads;
import dev.sgate.store.Row;
import dev.sgate.store.Sql;
import dev.sgate.vendor.BadInput;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Copies of a desk's ledger, and what putting one back means: the sites may know bundles that the ledger does not. Until a journal
 * says which numbers are in use, a desk that was restored may give one out twice (BEHAVIOUR 6).
 */
public final class LedgerBackup {
    private LedgerBackup() {}

    /**
     * Copies the ledger, while others may go on working with it, into a new file that its owner alone may read. On the disk when it
     * returns. That it was made stands in the audit log, also in the copy's.
     *
     * @throws BadInput if the ledger is on PostgreSQL, which has its own tools
     */
    public static void write(DeskLedger ledger, Path file, Instant now) throws IOException {
        requireAbsent(file);
        if (ledger.place() instanceof LedgerPlace.Server) {
            throw new BadInput("a ledger on PostgreSQL is copied with its own tool: pg_dump --format=custom");
        }
        ledger.change(connection -> Audit.append(
                connection,
                AuditEntry.of(AuditAction.LEDGER_BACKED_UP, now, String.valueOf(file.getFileName()), Map.of())));
        Path part = part(file);
        try {
            ledger.backUp(part);
            finish(part, file);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Puts a copy in the place of a ledger that is gone. The copy is checked first, and stays.
     *
     * @return the end of the audit log in it, before the entry that tells of this
     * @throws BadInput if the file is no whole ledger
     */
    public static ChainHead restore(Path backup, Path file, Instant now) throws IOException {
        requireAbsent(file);
        Path part = part(file);
        try {
            Files.copy(backup, part, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
            ChainHead end;
            try (DeskLedger ledger = DeskLedger.open(part)) {
                requireWhole(ledger, backup);
                end = ledger.read(Audit::head);
                noteRestored(ledger, String.valueOf(backup.getFileName()), now);
            }
            finish(part, file);
            return end;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Remembers that this ledger is an older one that was put back: by {@link #restore}, or by the database's own tools. */
    public static void noteRestored(DeskLedger ledger, String from, Instant now) {
        ledger.change(connection -> {
            ChainHead end = Audit.head(connection);
            return Audit.append(
                    connection,
                    AuditEntry.of(
                            AuditAction.LEDGER_RESTORED,
                            now,
                            from,
                            Payloads.members("auditNo", end.seq(), "auditHash", end.head())));
        });
    }

    /** When the ledger was last put back; empty where it never was. */
    public static Optional<Instant> restoredAt(Connection connection) throws SQLException {
        return newest(connection, AuditAction.LEDGER_RESTORED).map(row -> Instant.parse(row.at()));
    }

    /** When the ledger was put back, if no journal came in since: then nobody knows which numbers are in use. */
    public static Optional<Instant> restoredAndBlind(Connection connection) throws SQLException {
        Optional<AuditRow> restored = newest(connection, AuditAction.LEDGER_RESTORED);
        long imported = newest(connection, AuditAction.OFFLINE_SYNC_IMPORTED)
                .map(AuditRow::no)
                .orElse(0L);
        return restored.filter(row -> row.no() > imported).map(row -> Instant.parse(row.at()));
    }

    private static Optional<AuditRow> newest(Connection connection, AuditAction action) throws SQLException {
        return Audit.newestOf(connection, action);
    }

    private static void requireWhole(DeskLedger ledger, Path backup) {
        Row.Reader<String> word = row -> row.text("integrity_check");
        List<String> words = ledger.read(connection -> Sql.list(connection, "PRAGMA integrity_check", word));
        if (!words.equals(List.of("ok"))) {
            throw new BadInput(backup + " is damaged: " + words.getFirst());
        }
    }

    private static void requireAbsent(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(file.toString());
        }
    }

    /** An empty file beside the one that is to be, readable by its owner alone. */
    private static Path part(Path file) throws IOException {
        Path name = file.toAbsolutePath();
        Path part = name.resolveSibling(
                "." + name.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        Files.deleteIfExists(part);
        return Files.createFile(
                part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** Contents on the disk, then the name, then the folder. */
    private static void finish(Path part, Path file) throws IOException {
        try (FileChannel content = FileChannel.open(part, StandardOpenOption.WRITE)) {
            content.force(true);
        }
        Files.createLink(file, part); // never in the place of another
        try (FileChannel folder =
                FileChannel.open(file.toAbsolutePath().resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
