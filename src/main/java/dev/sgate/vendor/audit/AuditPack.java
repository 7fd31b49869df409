package dev.sgate.vendor.audit;

import dev.sgate.journal.ChainHead;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.vendor.NewFile;
import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.AuditAction;
import dev.sgate.vendor.ledger.AuditEntry;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.KeyTable;
import dev.sgate.vendor.ledger.SignedRows;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The auditor's pack: one file with everything that the desk's word rests on (docs/audit.md). One JSON object a line: keys, license
 * bundles and journals as they were signed, events, the audit log; the last line is an envelope that signs the sum of all lines
 * before it and the log's end. It is written row by row; no part of it is held in memory.
 */
public final class AuditPack {
    static final long VERSION = 1;

    private AuditPack() {}

    /**
     * Writes a pack of one committed state into a new file. That it was made stands in the audit log, and so in the pack itself.
     *
     * @param keys sign its last line, each of them
     * @return the end of the audit log in it: for the auditor to note
     */
    public static ChainHead write(DeskLedger ledger, List<NamedKey> keys, Path file, Instant now) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        ledger.change(connection -> Audit.append(connection, made(keys, file, now)));
        return ledger.read(connection -> {
            try {
                NewFile.write(file, out -> write(connection, keys, out, now));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Audit.head(connection);
        });
    }

    private static AuditEntry made(List<NamedKey> keys, Path file, Instant now) {
        return AuditEntry.of(
                AuditAction.AUDIT_PACK_MADE,
                now,
                String.valueOf(file.getFileName()),
                Map.of("keys", keys.stream().map(key -> key.kid().value()).toList()));
    }

    private static void write(Connection connection, List<NamedKey> keys, OutputStream out, Instant now)
            throws IOException {
        OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
        PackLines lines = new PackLines(buffered);
        try {
            lines.record("pack", "version", VERSION, "madeAt", now);
            keys(connection, lines);
            SignedRows.bundles(connection, envelope -> lines.record("bundle", "envelope", base64(envelope)));
            SignedRows.journals(connection, envelope -> lines.record("journal", "envelope", base64(envelope)));
            SignedRows.events(
                    connection, (appliance, line) -> lines.record("event", "applianceId", appliance, "line", line));
            Audit.each(connection, row -> lines.record("audit", "line", row.line()));
            lines.end(Audit.head(connection), keys, now);
        } catch (SQLException e) {
            throw new IOException("the ledger cannot be read", e);
        }
        buffered.flush();
    }

    private static void keys(Connection connection, PackLines lines) throws SQLException {
        for (KeyTable.Key key : KeyTable.list(connection)) {
            lines.record(
                    "key",
                    "kid",
                    key.id(),
                    "role",
                    key.role().word(),
                    "algorithm",
                    key.algorithm(),
                    "spki",
                    base64(key.spki()),
                    "madeAt",
                    key.madeAt(),
                    "firstUsedAt",
                    key.firstUsedAt());
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
