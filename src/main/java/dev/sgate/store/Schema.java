package dev.sgate.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The schema's versions: one SQL file each, applied in order, each in one transaction together with {@code PRAGMA user_version}.
 * A power cut in the middle leaves the version before.
 */
final class Schema {
    /** Version n is file n, from 1. A file that was shipped never changes. */
    private static final List<String> VERSIONS = List.of("001-ledger.sql");

    private Schema() {}

    /** Brings the database to the newest version; one query and nothing else where it is there already. */
    static void upgrade(Connection writer) throws SQLException {
        int version = version(writer);
        refuseNewer(version);
        for (int next = version + 1; next <= VERSIONS.size(); next++) {
            apply(writer, next);
        }
    }

    /** Whether there is a schema at all, and this program can read it. */
    static boolean isReadable(Connection reader) throws SQLException {
        int version = version(reader);
        refuseNewer(version);
        if (version > 0 && version < VERSIONS.size()) {
            throw new LedgerFailure("the ledger has schema " + version + " and this sgate reads " + VERSIONS.size()
                    + "; start the appliance once, it brings the ledger up to date");
        }
        return version > 0;
    }

    private static int version(Connection connection) throws SQLException {
        return Sql.find(connection, "PRAGMA user_version", row -> (int) row.integer("user_version"))
                .orElseThrow();
    }

    private static void refuseNewer(int version) {
        if (version > VERSIONS.size()) {
            throw new LedgerFailure("the ledger was written by a newer sgate: it has schema " + version
                    + ", this one knows " + VERSIONS.size() + "; install that sgate again, nothing was changed");
        }
    }

    private static void apply(Connection writer, int version) throws SQLException {
        String script = read(VERSIONS.get(version - 1));
        Transaction.write(writer, connection -> {
            Sql.script(connection, script);
            // a pragma takes no bound value; the number is ours
            Sql.script(connection, "PRAGMA user_version = " + version);
            return version;
        });
    }

    private static String read(String file) {
        try (InputStream in = Schema.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("not in the jar: " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
