package dev.sgate.vendor.ledger;

import dev.sgate.license.LicenseTerms;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Sha256;
import dev.sgate.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The tables of what was minted: licenses, their bundles, and the line of revocation lists. */
public final class MintTable {
    /** A license as the ledger knows it. */
    public record License(UUID id, Sha256 keyHash, String product, String customer, boolean revoked) {}

    private static final String LICENSE = "SELECT license_id, key_hash, product, customer, revoked_at FROM license ";

    private MintTable() {}

    public static Optional<License> findLicense(Connection connection, UUID id) throws SQLException {
        return find(connection, LICENSE + "WHERE license_id = ?", id);
    }

    public static Optional<License> findLicense(Connection connection, Sha256 keyHash) throws SQLException {
        return find(connection, LICENSE + "WHERE key_hash = ?", keyHash);
    }

    private static Optional<License> find(Connection connection, String sql, Object value) throws SQLException {
        return Sql.find(
                connection,
                sql,
                row -> new License(
                        row.uuid("license_id"),
                        row.digest("key_hash"),
                        row.text("product"),
                        row.text("customer"),
                        row.findTime("revoked_at").isPresent()),
                value);
    }

    public static void addLicense(Connection connection, License license) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO license (license_id, key_hash, product, customer) VALUES (?, ?, ?, ?)",
                license.id(),
                license.keyHash(),
                license.product(),
                license.customer());
    }

    /** Whether the license is known; its first revocation stands. */
    public static boolean revoke(Connection connection, UUID license, Instant at) throws SQLException {
        return Sql.update(
                        connection,
                        "UPDATE license SET revoked_at = coalesce(revoked_at, ?) WHERE license_id = ?",
                        at,
                        license)
                == 1;
    }

    public static long nextSerial(Connection connection, UUID license, String site) throws SQLException {
        return number(
                connection,
                "SELECT coalesce(max(serial), 0) + 1 AS n FROM bundle WHERE license_id = ? AND site = ?",
                license,
                site);
    }

    public static long newestEpoch(Connection connection, UUID license) throws SQLException {
        return number(connection, "SELECT coalesce(max(pool_epoch), 0) AS n FROM bundle WHERE license_id = ?", license);
    }

    /** A new list of all that is revoked, under the next number. */
    public static RevocationList nextRevocationList(Connection connection, Instant now) throws SQLException {
        long number = number(connection, "SELECT coalesce(max(number), 0) + 1 AS n FROM revocation_list");
        Sql.update(connection, "INSERT INTO revocation_list (number, issued_at) VALUES (?, ?)", number, now);
        List<Sha256> revoked = Sql.list(
                connection, "SELECT key_hash FROM license WHERE revoked_at IS NOT NULL", row -> row.digest("key_hash"));
        return RevocationList.of(number, now, revoked);
    }

    public static void addBundle(Connection connection, LicenseTerms terms, Sha256 identity) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO bundle (bundle_id, license_id, site, serial, identity, minted_at, valid_until, pool_size,"
                        + " pool_epoch) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                terms.bundleId(),
                terms.licenseId(),
                terms.site(),
                terms.serial(),
                identity,
                terms.issuedAt(),
                terms.validUntil(),
                terms.pool().size(),
                terms.pool().epoch());
        for (Sha256 keyId : terms.appliances().orElse(List.of())) {
            Sql.update(
                    connection,
                    "INSERT INTO bundle_appliance (bundle_id, key_id) VALUES (?, ?)",
                    terms.bundleId(),
                    keyId);
        }
    }

    private static long number(Connection connection, String sql, Object... values) throws SQLException {
        return Sql.find(connection, sql, row -> row.integer("n"), values).orElseThrow();
    }
}
