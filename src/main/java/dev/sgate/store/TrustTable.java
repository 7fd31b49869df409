package dev.sgate.store;

import dev.sgate.station.LedgerView.HeldDocument;
import dev.sgate.station.StateChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Trust documents that were taken, one for each version. */
final class TrustTable {
    private TrustTable() {}

    /** A pinned one may take the place of another with its version: site IT has the last word there. */
    static void hold(Connection writer, StateChange.TrustHeld held) throws SQLException {
        Sql.update(
                writer,
                "INSERT OR REPLACE INTO trust_document (version, pinned, envelope_line, taken_at) VALUES (?, ?, ?, ?)",
                held.version(),
                held.pinned() ? 1 : 0,
                held.envelopeLine(),
                held.at());
    }

    static List<HeldDocument> list(Connection reader) throws SQLException {
        return Sql.list(
                reader,
                "SELECT version, pinned, envelope_line, taken_at FROM trust_document ORDER BY version",
                row -> new HeldDocument(
                        row.integer("version"),
                        row.integer("pinned") == 1,
                        row.bytes("envelope_line"),
                        row.time("taken_at")));
    }
}
