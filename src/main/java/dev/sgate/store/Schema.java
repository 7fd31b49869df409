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
public final class Schema {
    /** The appliance's. */
    static final Schema APPLIANCE = new Schema(
            Schema.class,
            List.of(
                    "001-ledger.sql",
                    "002-products.sql",
                    "003-leases.sql",
                    "004-time.sql",
                    "005-checks.sql",
                    "006-marks.sql",
                    "007-journal.sql",
                    "008-seats.sql",
                    "009-trust.sql",
                    "010-names.sql",
                    "012-waiting.sql"));

    private final Class<?> beside;
    private final List<String> versions;

    /**
     * @param beside the class that the SQL files lie beside
     * @param versions version n is file n, from 1; a file that was shipped never changes
     */
    public Schema(Class<?> beside, List<String> versions) {
        this.beside = beside;
        this.versions = List.copyOf(versions);
    }

    /** Brings the database to the newest version; one query and nothing else where it is there already. */
    public void upgrade(Connection writer) throws SQLException {
        int version = version(writer);
        refuseNewer(version);
        for (int next = version + 1; next <= versions.size(); next++) {
            apply(writer, next);
        }
    }

    /** Whether there is a schema at all, and this program can read it. */
    boolean isReadable(Connection reader) throws SQLException {
        int version = version(reader);
        refuseNewer(version);
        if (version > 0 && version < versions.size()) {
            throw new LedgerFailure("the ledger has schema " + version + " and this sgate reads " + versions.size()
                    + "; start the appliance once, it brings the ledger up to date");
        }
        return version > 0;
    }

    /** What a database of the newest version holds of this kind ({@code table}, or {@code %} for all), by name. */
    List<String> names(String kind) throws SQLException {
        try (Connection memory = SqliteFile.openMemory()) {
            upgrade(memory);
            return names(memory, kind);
        }
    }

    /** What a database holds of this kind. */
    static List<String> names(Connection connection, String kind) throws SQLException {
        return Sql.list(
                connection,
                "SELECT name FROM sqlite_schema WHERE type LIKE ? AND name NOT LIKE 'sqlite_%' ORDER BY name",
                row -> row.text("name"),
                kind);
    }

    /** How many steps it has. */
    int steps() {
        return versions.size();
    }

    static int version(Connection connection) throws SQLException {
        return Sql.find(connection, "PRAGMA user_version", row -> (int) row.integer("user_version"))
                .orElseThrow();
    }

    private void refuseNewer(int version) {
        if (version > versions.size()) {
            throw new LedgerTooNew("the ledger was written by a newer sgate: it has schema " + version
                    + ", this one knows " + versions.size() + "; install that sgate again, nothing was changed");
        }
    }

    private void apply(Connection writer, int version) throws SQLException {
        String script = read(versions.get(version - 1));
        Transaction.write(writer, connection -> {
            // another process may have been faster
            if (version(connection) < version) {
                Sql.script(connection, script);
                // a pragma takes no bound value; the number is ours
                Sql.script(connection, "PRAGMA user_version = " + version);
            }
            return version;
        });
    }

    private String read(String file) {
        try (InputStream in = beside.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("not in the jar: " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
