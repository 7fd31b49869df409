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

    /**
     * The signed line of each license bundle, in the order of minting. Bundles of a ledger's first version have none, nor have those
     * of customers that were erased.
     */
    public static void bundles(Connection connection, Consumer<byte[]> each) throws SQLException {
        Sql.each(
                connection,
                "SELECT b.bundle_id, b.envelope, k.secret FROM bundle b JOIN license l ON l.license_id = b.license_id"
                        + " JOIN customer_key k ON k.tenant_id = l.tenant_id"
                        + " WHERE b.envelope IS NOT NULL ORDER BY b.minted_at, b.bundle_id",
                CustomerTable::openLine,
                line -> line.map(SignedRows::withoutLineFeed).ifPresent(each));
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
        return withoutLineFeed(row.bytes("envelope"));
    }

    private static byte[] withoutLineFeed(byte[] line) {
        return new String(line, StandardCharsets.UTF_8).strip().getBytes(StandardCharsets.UTF_8);
    }
}
