package dev.sgate.vendor.ledger;

import dev.sgate.store.Row;
import dev.sgate.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What the ledger keeps of signed files, row by row and as it was signed: what an auditor is to see (S85). */
public final class SignedRows {
    private SignedRows() {}

    /** The signed line of each license bundle, in the order of minting. Bundles of a ledger's first version have none. */
    public static void bundles(Connection connection, Consumer<byte[]> each) throws SQLException {
        Sql.each(
                connection,
                "SELECT envelope FROM bundle WHERE envelope IS NOT NULL ORDER BY minted_at, bundle_id",
                SignedRows::envelope,
                each);
    }

    /** The signed line of each journal that was taken in, once for each time. Imports of a ledger's first version have none. */
    public static void journals(Connection connection, Consumer<byte[]> each) throws SQLException {
        Sql.each(
                connection,
                "SELECT envelope FROM import WHERE envelope IS NOT NULL ORDER BY import_no",
                SignedRows::envelope,
                each);
    }

    /** The line of each event, with its appliance: those of one appliance together, by number. */
    public static void events(Connection connection, BiConsumer<UUID, String> each) throws SQLException {
        record Line(UUID appliance, String text) {}

        Sql.each(
                connection,
                "SELECT appliance_id, line FROM event ORDER BY appliance_id, seq, digest",
                row -> new Line(row.uuid("appliance_id"), new String(row.bytes("line"), StandardCharsets.UTF_8)),
                line -> each.accept(line.appliance(), line.text()));
    }

    /** An envelope is one line; whether its line feed was kept along does not matter. */
    private static byte[] envelope(Row row) throws SQLException {
        return new String(row.bytes("envelope"), StandardCharsets.UTF_8).strip().getBytes(StandardCharsets.UTF_8);
    }
}
