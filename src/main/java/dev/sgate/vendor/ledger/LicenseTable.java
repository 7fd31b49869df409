package dev.sgate.vendor.ledger;

import dev.sgate.seal.Sha256;
import dev.sgate.store.Row;
import dev.sgate.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table of licenses. Each question about one that may not be there has an empty or a false answer. */
public final class LicenseTable {
    private static final String LICENSES =
            "SELECT l.license_id, l.key_hash, l.tenant_id, " + CustomerTable.COLUMNS + ", l.app_id, a.product,"
                    + " l.tier, l.max_devices, l.online_devices, l.pool_epoch, l.expires_at, l.made_at, l.revoked_at, l.replaced_by"
                    + " FROM license l JOIN tenant t ON t.tenant_id = l.tenant_id JOIN application a ON a.app_id = l.app_id"
                    + CustomerTable.JOINED;

    private LicenseTable() {}

    public static Optional<License> find(Connection connection, UUID id) throws SQLException {
        return Sql.find(connection, LICENSES + "WHERE l.license_id = ?", LicenseTable::license, id);
    }

    public static Optional<License> find(Connection connection, Sha256 keyHash) throws SQLException {
        return Sql.find(connection, LICENSES + "WHERE l.key_hash = ?", LicenseTable::license, keyHash);
    }

    /** All licenses, by tenant, product and age. */
    public static List<License> list(Connection connection) throws SQLException {
        return Sql.list(connection, LICENSES + "ORDER BY a.product, l.made_at, l.license_id", LicenseTable::license)
                .stream()
                .sorted(Comparator.comparing(License::tenant))
                .toList();
    }

    /** The tenant's licenses, by product and age. */
    public static List<License> of(Connection connection, UUID tenant) throws SQLException {
        return Sql.list(
                connection,
                LICENSES + "WHERE l.tenant_id = ? ORDER BY a.product, l.made_at, l.license_id",
                LicenseTable::license,
                tenant);
    }

    /** Licenses that end after the one time and not after the other, and are not revoked: the next to end first (C27). */
    public static List<License> expiring(Connection connection, Instant after, Instant upTo) throws SQLException {
        return Sql.list(
                connection,
                LICENSES + "WHERE l.expires_at > ? AND l.expires_at <= ? AND l.revoked_at IS NULL"
                        + " ORDER BY l.expires_at, l.license_id",
                LicenseTable::license,
                after,
                upTo);
    }

    /** Adds a license; its id and its key must be new, its tenant and its application there. */
    public static void add(Connection connection, License license) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO license (license_id, key_hash, tenant_id, app_id, tier, max_devices, online_devices, pool_epoch,"
                        + " expires_at, made_at, revoked_at, replaced_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                license.id(),
                license.keyHash(),
                license.tenantId(),
                license.appId(),
                license.tier(),
                license.maxDevices(),
                license.onlineDevices(),
                license.poolEpoch(),
                license.expiresAt(),
                license.madeAt(),
                license.revokedAt(),
                license.replacedBy());
    }

    /** Whether the license is known; its first revocation stands. */
    public static boolean revoke(Connection connection, UUID license, Instant at) throws SQLException {
        return changed(
                connection,
                "UPDATE license SET revoked_at = coalesce(revoked_at, ?) WHERE license_id = ?",
                at,
                license);
    }

    /** Says which license took its place; whether it is known. */
    public static boolean replace(Connection connection, UUID license, UUID by) throws SQLException {
        return changed(connection, "UPDATE license SET replaced_by = ? WHERE license_id = ?", by, license);
    }

    /** Sets what it was sold for: limit, end, tier; whether it is known. */
    public static boolean setTerms(Connection connection, UUID license, long maxDevices, Instant expiresAt, String tier)
            throws SQLException {
        return changed(
                connection,
                "UPDATE license SET max_devices = ?, expires_at = ?, tier = ? WHERE license_id = ?",
                maxDevices,
                expiresAt,
                tier,
                license);
    }

    /** Sets the devices that hold a seat online; whether the license is known. */
    public static boolean setOnlineDevices(Connection connection, UUID license, long devices) throws SQLException {
        return changed(connection, "UPDATE license SET online_devices = ? WHERE license_id = ?", devices, license);
    }

    /** Resets the device counter: the next bundle has a higher epoch; whether the license is known. */
    public static boolean resetCounter(Connection connection, UUID license) throws SQLException {
        return changed(connection, "UPDATE license SET pool_epoch = pool_epoch + 1 WHERE license_id = ?", license);
    }

    /** Sets the epoch of the next bundle, unless it is higher already; whether the license is known. */
    public static boolean raisePoolEpoch(Connection connection, UUID license, long epoch) throws SQLException {
        return changed(
                connection,
                "UPDATE license SET pool_epoch = CASE WHEN pool_epoch < ? THEN ? ELSE pool_epoch END WHERE license_id = ?",
                epoch,
                epoch,
                license);
    }

    private static boolean changed(Connection connection, String sql, Object... values) throws SQLException {
        return Sql.update(connection, sql, values) == 1;
    }

    private static License license(Row row) throws SQLException {
        return new License(
                row.uuid("license_id"),
                row.digest("key_hash"),
                row.uuid("tenant_id"),
                CustomerTable.person(row).name(),
                row.uuid("app_id"),
                row.text("product"),
                row.text("tier"),
                row.integer("max_devices"),
                row.integer("online_devices"),
                row.integer("pool_epoch"),
                row.time("expires_at"),
                row.time("made_at"),
                row.findTime("revoked_at"),
                row.findText("replaced_by").map(UUID::fromString));
    }
}
