package dev.sgate.vendor.ledger;

import dev.sgate.journal.ChainHead;
import dev.sgate.seal.Sha256;
import dev.sgate.store.Row;
import dev.sgate.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The audit log: append-only, each entry bound to the one before by its hash, exactly as events in a journal are. An entry is
 * written in the same transaction as the change it tells of.
 */
public final class Audit {
    private static final String ROWS = "SELECT no, at, who, action, subject, hash, line FROM audit ";

    private Audit() {}

    /** Appends the entry, and gives the log's new head. */
    public static ChainHead append(Connection connection, AuditEntry entry) throws SQLException {
        ChainHead before = head(connection);
        byte[] line = entry.lineAfter(before);
        ChainHead after = new ChainHead(before.seq() + 1, Sha256.of(line));
        Sql.update(
                connection,
                "INSERT INTO audit (no, at, who, action, subject, hash, line) VALUES (?, ?, ?, ?, ?, ?, ?)",
                after.seq(),
                entry.at(),
                entry.who(),
                entry.action().word(),
                entry.subject(),
                after.head(),
                new String(line, StandardCharsets.UTF_8));
        Sql.updateOne(connection, "UPDATE audit_head SET no = ?, hash = ?", after.seq(), after.head());
        return after;
    }

    /** The newest entry's number and hash; {@link ChainHead#EMPTY} before the first. */
    public static ChainHead head(Connection connection) throws SQLException {
        return Sql.find(
                        connection,
                        "SELECT no, hash FROM audit_head",
                        row -> new ChainHead(row.integer("no"), row.digest("hash")))
                .orElseThrow(() -> new IllegalStateException("the ledger has lost the head of its audit log"));
    }

    /** All rows in order, one by one. */
    public static void each(Connection connection, Consumer<AuditRow> each) throws SQLException {
        Sql.each(connection, ROWS + "ORDER BY no", Audit::row, each);
    }

    /** The newest rows, newest first. */
    public static List<AuditRow> newest(Connection connection, int atMost) throws SQLException {
        return Sql.list(connection, ROWS + "ORDER BY no DESC LIMIT ?", Audit::row, atMost);
    }

    /** The newest row of one action. */
    public static Optional<AuditRow> newestOf(Connection connection, AuditAction action) throws SQLException {
        return Sql.find(connection, ROWS + "WHERE action = ? ORDER BY no DESC LIMIT 1", Audit::row, action.word());
    }

    /** All rows of one action, oldest first. */
    public static List<AuditRow> of(Connection connection, AuditAction action) throws SQLException {
        return Sql.list(connection, ROWS + "WHERE action = ? ORDER BY no", Audit::row, action.word());
    }

    /** Whether each row is as it was written, and none is missing: what is wrong, in order; nothing where all is well. */
    public static List<AuditFault> verify(Connection connection) throws SQLException {
        AuditChain chain = new AuditChain();
        each(connection, chain::take);
        return chain.end(storedHead(connection));
    }

    private static AuditChain.StoredHead storedHead(Connection connection) throws SQLException {
        return Sql.find(
                        connection,
                        "SELECT no, hash FROM audit_head",
                        row -> new AuditChain.StoredHead(row.integer("no"), row.text("hash")))
                .orElse(AuditChain.StoredHead.LOST);
    }

    private static AuditRow row(Row row) throws SQLException {
        return new AuditRow(
                row.integer("no"),
                row.text("at"),
                row.text("who"),
                row.text("action"),
                row.text("subject"),
                row.text("hash"),
                row.text("line"));
    }
}
