package dev.sgate.store;

import dev.sgate.release.App;
import dev.sgate.station.LedgerView.WaitingUpdate;
import dev.sgate.station.StateChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Updates that wait for their time. */
final class WaitingTable {
    private WaitingTable() {}

    static void wait(Connection writer, StateChange.UpdateWaits waits) throws SQLException {
        App app = waits.offer().app();
        Sql.update(
                writer,
                """
                INSERT OR REPLACE INTO waiting_update
                       (app_name, version, digest, identity, envelope_line, slot, since, confirmed)
                VALUES (?, ?, ?, ?, ?, ?, ?, 0)
                """,
                app.name(),
                app.version(),
                app.sha256(),
                waits.offer().identity(),
                waits.envelopeLine(),
                waits.slot(),
                waits.at());
    }

    static void confirm(Connection writer, StateChange.UpdateConfirmed confirmed) throws SQLException {
        Sql.updateOne(writer, "UPDATE waiting_update SET confirmed = 1 WHERE slot = ?", confirmed.slot());
    }

    static void end(Connection writer, StateChange.WaitingEnded ended) throws SQLException {
        Sql.update(writer, "DELETE FROM waiting_update WHERE slot = ?", ended.slot());
    }

    static List<WaitingUpdate> list(Connection reader) throws SQLException {
        return Sql.list(
                reader,
                """
                SELECT app_name, version, digest, identity, envelope_line, slot, since, confirmed FROM waiting_update
                ORDER BY app_name
                """,
                row -> new WaitingUpdate(
                        row.text("app_name"),
                        row.version("version"),
                        row.digest("digest"),
                        row.digest("identity"),
                        row.bytes("envelope_line"),
                        row.text("slot"),
                        row.time("since"),
                        row.integer("confirmed") == 1));
    }
}
