package dev.sgate.vendor.report;

import dev.sgate.store.Row;
import dev.sgate.store.Sql;
import dev.sgate.vendor.ledger.DeskLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What the ledger holds of some appliances, as tables for a spreadsheet: row by row, however long the journals are. */
public final class ReconcileSheets {
    private ReconcileSheets() {}

    /** All devices of these appliances. */
    public static void devices(DeskLedger ledger, Collection<UUID> appliances, Writer out) throws IOException {
        write(
                ledger,
                "SELECT d.appliance_id, CASE WHEN a.enrolled_at IS NULL THEN 'parked' ELSE 'counted' END AS standing,"
                        + " d.fingerprint, d.first_seen, d.last_seen FROM device d"
                        + " JOIN appliance a ON a.appliance_id = d.appliance_id"
                        + " WHERE d.appliance_id = ? ORDER BY d.fingerprint",
                List.of("appliance_id", "standing", "fingerprint", "first_seen", "last_seen"),
                appliances,
                out);
    }

    /** All events of these appliances, rejected ones too, each with its whole line. */
    public static void events(DeskLedger ledger, Collection<UUID> appliances, Writer out) throws IOException {
        write(
                ledger,
                "SELECT appliance_id, seq, occurred_at, type, license_id, fingerprint, lease_until, rejected, event_id, line"
                        + " FROM event WHERE appliance_id = ? ORDER BY seq, digest",
                List.of(
                        "appliance_id",
                        "seq",
                        "occurred_at",
                        "type",
                        "license_id",
                        "fingerprint",
                        "lease_until",
                        "rejected",
                        "event_id",
                        "line"),
                appliances,
                out);
    }

    private static void write(
            DeskLedger ledger, String sql, List<String> columns, Collection<UUID> appliances, Writer out)
            throws IOException {
        SheetWriter sheet = new SheetWriter(out);
        sheet.row(columns.toArray());
        try {
            ledger.read(connection -> {
                for (UUID appliance : appliances) {
                    Sql.each(connection, sql, row -> cells(row, columns), cells -> add(sheet, cells), appliance);
                }
                return appliances;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Object[] cells(Row row, List<String> columns) throws SQLException {
        Object[] cells = new Object[columns.size()];
        for (int i = 0; i < cells.length; i++) {
            String column = columns.get(i);
            cells[i] = column.equals("line")
                    ? new String(row.bytes(column), StandardCharsets.UTF_8)
                    : row.findText(column).orElse("");
        }
        return cells;
    }

    private static void add(SheetWriter sheet, Object[] cells) {
        try {
            sheet.row(cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
