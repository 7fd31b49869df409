package dev.sgate.vendor.ledger;

import dev.sgate.release.SemVer;
import dev.sgate.seal.Sha256;
import dev.sgate.store.Row;
import dev.sgate.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The tables of applications and of their binaries. */
public final class AppTable {
    /**
     * An application.
     *
     * @param product its name in bundles; no two applications share one
     * @param name for people
     */
    public record App(UUID id, String product, String name, Instant madeAt) {}

    /**
     * An update of an application.
     *
     * @param identity of the update's payload
     * @param name the application's name in the update
     * @param sha256 of the attachment
     * @param bytes of the attachment
     * @param path where the update's file was when it was added
     */
    public record Binary(
            Sha256 identity,
            UUID appId,
            String name,
            SemVer version,
            String platform,
            Sha256 sha256,
            long bytes,
            String path,
            Instant addedAt) {}

    private static final String APPS = "SELECT app_id, product, name, made_at FROM application ";
    private static final String BINARIES =
            "SELECT identity, app_id, name, version, platform, sha256, bytes, path, added_at FROM app_binary ";

    private AppTable() {}

    public static Optional<App> find(Connection connection, UUID id) throws SQLException {
        return Sql.find(connection, APPS + "WHERE app_id = ?", AppTable::app, id);
    }

    public static Optional<App> find(Connection connection, String product) throws SQLException {
        return Sql.find(connection, APPS + "WHERE product = ?", AppTable::app, product);
    }

    /** All applications, by product. */
    public static List<App> list(Connection connection) throws SQLException {
        return Sql.list(connection, APPS + "ORDER BY product", AppTable::app);
    }

    /** Adds an application; its product must be free. */
    public static void add(Connection connection, App app) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO application (app_id, product, name, made_at) VALUES (?, ?, ?, ?)",
                app.id(),
                app.product(),
                app.name(),
                app.madeAt());
    }

    /** Adds a binary; the same update again moves its path. */
    public static void add(Connection connection, Binary binary) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO app_binary (identity, app_id, name, version, platform, sha256, bytes, path, added_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (identity) DO UPDATE SET path = excluded.path",
                binary.identity(),
                binary.appId(),
                binary.name(),
                binary.version(),
                binary.platform(),
                binary.sha256(),
                binary.bytes(),
                binary.path(),
                binary.addedAt());
    }

    public static Optional<Binary> findBinary(Connection connection, Sha256 identity) throws SQLException {
        return Sql.find(connection, BINARIES + "WHERE identity = ?", AppTable::binary, identity);
    }

    /** The application's binaries, the one that was added last first. */
    public static List<Binary> binaries(Connection connection, UUID appId) throws SQLException {
        return Sql.list(
                connection, BINARIES + "WHERE app_id = ? ORDER BY added_at DESC, identity", AppTable::binary, appId);
    }

    private static App app(Row row) throws SQLException {
        return new App(row.uuid("app_id"), row.text("product"), row.text("name"), row.time("made_at"));
    }

    private static Binary binary(Row row) throws SQLException {
        return new Binary(
                row.digest("identity"),
                row.uuid("app_id"),
                row.text("name"),
                row.version("version"),
                row.text("platform"),
                row.digest("sha256"),
                row.integer("bytes"),
                row.text("path"),
                row.time("added_at"));
    }
}
