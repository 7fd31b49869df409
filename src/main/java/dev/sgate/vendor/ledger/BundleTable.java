package dev.sgate.vendor.ledger;

import dev.sgate.license.LicenseTerms;
import dev.sgate.seal.Sha256;
import dev.sgate.store.Row;
import dev.sgate.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The tables of license bundles, and of the appliances that they are for. */
public final class BundleTable {
    /**
     * A bundle as it was minted.
     *
     * @param site empty where it names none
     * @param crlNumber of the revocation list inside; empty for one of a ledger's first version
     * @param update identity of the update inside, if any
     * @param fileName the name it was last written under; empty while it was not
     * @param exportedAt when that was
     */
    public record Bundle(
            UUID id,
            UUID licenseId,
            String site,
            long serial,
            Sha256 identity,
            Instant mintedAt,
            Instant validUntil,
            long poolSize,
            long poolEpoch,
            Optional<Instant> activateBy,
            Optional<Long> crlNumber,
            Optional<Sha256> update,
            Optional<String> fileName,
            Optional<Instant> exportedAt) {}

    private static final String BUNDLES =
            "SELECT b.bundle_id, b.license_id, b.site, b.serial, b.identity, b.minted_at, b.valid_until,"
                    + " b.pool_size, b.pool_epoch, b.activate_by, b.crl_number, b.update_identity, b.file_name, b.exported_at FROM bundle b ";

    private BundleTable() {}

    public static Optional<Bundle> find(Connection connection, UUID id) throws SQLException {
        return Sql.find(connection, BUNDLES + "WHERE b.bundle_id = ?", BundleTable::bundle, id);
    }

    /** All bundles of a license, by site and serial. */
    public static List<Bundle> of(Connection connection, UUID license) throws SQLException {
        return Sql.list(
                connection, BUNDLES + "WHERE b.license_id = ? ORDER BY b.site, b.serial", BundleTable::bundle, license);
    }

    /** The newest bundle of each of a license's sites, by site: what its sites may use today. */
    public static List<Bundle> newest(Connection connection, UUID license) throws SQLException {
        return Sql.list(
                connection,
                BUNDLES + "WHERE b.license_id = ? AND b.serial = (SELECT max(n.serial) FROM bundle n"
                        + " WHERE n.license_id = b.license_id AND n.site = b.site) ORDER BY b.site",
                BundleTable::bundle,
                license);
    }

    /** The newest bundle of one site of a license. */
    public static Optional<Bundle> newest(Connection connection, UUID license, String site) throws SQLException {
        return Sql.find(
                connection,
                BUNDLES + "WHERE b.license_id = ? AND b.site = ? ORDER BY b.serial DESC LIMIT 1",
                BundleTable::bundle,
                license,
                site);
    }

    /** The device keys that a bundle is for, in order; none where it is for any. */
    public static List<Sha256> appliances(Connection connection, UUID bundle) throws SQLException {
        return Sql.list(
                connection,
                "SELECT key_id FROM bundle_appliance WHERE bundle_id = ? ORDER BY key_id",
                row -> row.digest("key_id"),
                bundle);
    }

    /** The bundle's signed line, without its line feed; empty for one of a ledger's first version, or of an erased customer. */
    public static Optional<byte[]> envelope(Connection connection, UUID bundle) throws SQLException {
        return Sql.find(
                        connection,
                        "SELECT b.bundle_id, b.envelope, k.secret FROM bundle b JOIN license l ON l.license_id = b.license_id"
                                + " LEFT JOIN customer_key k ON k.tenant_id = l.tenant_id"
                                + " WHERE b.bundle_id = ? AND b.envelope IS NOT NULL",
                        CustomerTable::openLine,
                        bundle)
                .flatMap(line -> line);
    }

    /** What the bundles of a tenant are known by in the audit log. */
    public static List<Sha256> identities(Connection connection, UUID tenant) throws SQLException {
        return Sql.list(
                connection,
                "SELECT b.identity FROM bundle b JOIN license l ON l.license_id = b.license_id"
                        + " WHERE l.tenant_id = ? ORDER BY b.minted_at, b.bundle_id",
                row -> row.digest("identity"),
                tenant);
    }

    /** The next serial for this license and site: above all that were minted, or were in use before a restore. */
    public static long nextSerial(Connection connection, UUID license, String site) throws SQLException {
        return 1
                + Math.max(
                        number(
                                connection,
                                "SELECT coalesce(max(serial), 0) AS n FROM bundle WHERE license_id = ? AND site = ?",
                                license,
                                site),
                        number(
                                connection,
                                "SELECT coalesce(max(serial), 0) AS n FROM number_floor WHERE license_id = ? AND site = ?",
                                license,
                                site));
    }

    /** The highest epoch of a license's pool: of its bundles, or in use before a restore. */
    public static long newestEpoch(Connection connection, UUID license) throws SQLException {
        return Math.max(
                number(
                        connection,
                        "SELECT coalesce(max(pool_epoch), 0) AS n FROM bundle WHERE license_id = ?",
                        license),
                number(
                        connection,
                        "SELECT coalesce(max(pool_epoch), 0) AS n FROM number_floor WHERE license_id = ?",
                        license));
    }

    /** Serials up to this one, and epochs up to this one, are taken, as a journal says: a floor only rises (BEHAVIOUR 6). */
    public static void raiseFloor(Connection connection, UUID license, String site, long serial, long poolEpoch)
            throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO number_floor (license_id, site, serial, pool_epoch) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (license_id, site) DO UPDATE SET"
                        + " serial = CASE WHEN excluded.serial > number_floor.serial"
                        + " THEN excluded.serial ELSE number_floor.serial END,"
                        + " pool_epoch = CASE WHEN excluded.pool_epoch > number_floor.pool_epoch"
                        + " THEN excluded.pool_epoch ELSE number_floor.pool_epoch END",
                license,
                site,
                serial,
                poolEpoch);
    }

    /**
     * Adds a bundle; its serial must be new.
     *
     * @param update identity of the update inside, if any
     * @param envelope the signed line without its line feed
     */
    public static void add(
            Connection connection, LicenseTerms terms, Sha256 identity, Optional<Sha256> update, byte[] envelope)
            throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO bundle (bundle_id, license_id, site, serial, identity, minted_at, valid_until, pool_size,"
                        + " pool_epoch, activate_by, crl_number, update_identity, envelope)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                terms.bundleId(),
                terms.licenseId(),
                terms.site(),
                terms.serial(),
                identity,
                terms.issuedAt(),
                terms.validUntil(),
                terms.pool().size(),
                terms.pool().epoch(),
                terms.activateBy(),
                terms.crl().number(),
                update,
                CustomerTable.sealLine(connection, terms.licenseId(), terms.bundleId(), envelope));
        for (Sha256 keyId : terms.appliances().orElse(List.of())) {
            Sql.update(
                    connection,
                    "INSERT INTO bundle_appliance (bundle_id, key_id) VALUES (?, ?)",
                    terms.bundleId(),
                    keyId);
        }
    }

    /** Remembers under which name a bundle was written, and when (S27). */
    public static void exported(Connection connection, UUID bundle, String fileName, Instant at) throws SQLException {
        Sql.updateOne(
                connection,
                "UPDATE bundle SET file_name = ?, exported_at = ? WHERE bundle_id = ?",
                fileName,
                at,
                bundle);
    }

    private static long number(Connection connection, String sql, Object... values) throws SQLException {
        return Sql.find(connection, sql, row -> row.integer("n"), values).orElseThrow();
    }

    private static Bundle bundle(Row row) throws SQLException {
        return new Bundle(
                row.uuid("bundle_id"),
                row.uuid("license_id"),
                row.text("site"),
                row.integer("serial"),
                row.digest("identity"),
                row.time("minted_at"),
                row.time("valid_until"),
                row.integer("pool_size"),
                row.integer("pool_epoch"),
                row.findTime("activate_by"),
                row.findInteger("crl_number"),
                row.findText("update_identity").map(Sha256::new),
                row.findText("file_name"),
                row.findTime("exported_at"));
    }
}
