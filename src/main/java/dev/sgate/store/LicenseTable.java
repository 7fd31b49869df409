package dev.sgate.store;

import dev.sgate.license.Fingerprint;
import dev.sgate.license.LicenseTerms;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerView.Device;
import dev.sgate.station.LedgerView.HeldLicense;
import dev.sgate.station.LedgerView.HeldSerial;
import dev.sgate.station.LedgerView.Seat;
import dev.sgate.station.StateChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** Licenses in force, their pools and seats, and devices. */
final class LicenseTable {
    private static final String SELECT =
            "SELECT license_id, product, site, serial, identity, envelope_line, imported_at FROM license";

    private LicenseTable() {}

    static void hold(Connection writer, StateChange.LicenseHeld held) throws SQLException {
        LicenseTerms terms = held.bundle().terms();
        Sql.update(
                writer,
                """
                INSERT OR REPLACE INTO license (license_id, product, site, serial, identity, envelope_line, imported_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                terms.licenseId(),
                terms.product(),
                terms.site(),
                terms.serial(),
                held.bundle().identity(),
                held.envelopeLine(),
                held.importedAt());
        Sql.update(
                writer,
                """
                INSERT OR REPLACE INTO license_serial (license_id, signers, site, serial, identity)
                VALUES (?, ?, ?, ?, ?)
                """,
                terms.licenseId(),
                Sql.signers(held.bundle().signers()),
                terms.site(),
                terms.serial(),
                held.bundle().identity());
        Sql.update(
                writer,
                "INSERT OR IGNORE INTO opened_pool (license_id, epoch, opened_at) VALUES (?, ?, ?)",
                terms.licenseId(),
                terms.pool().epoch(),
                held.importedAt());
    }

    static List<HeldLicense> list(Connection reader) throws SQLException {
        return Sql.list(reader, SELECT + " ORDER BY license_id", LicenseTable::license);
    }

    static Optional<HeldLicense> find(Connection reader, UUID licenseId) throws SQLException {
        return Sql.find(reader, SELECT + " WHERE license_id = ?", LicenseTable::license, licenseId);
    }

    private static HeldLicense license(Row row) throws SQLException {
        return new HeldLicense(
                row.uuid("license_id"),
                row.findText("product"),
                row.text("site"),
                row.integer("serial"),
                row.digest("identity"),
                row.bytes("envelope_line"),
                row.time("imported_at"));
    }

    private record SetBy(Set<Kid> signers, HeldSerial serial) {}

    static Optional<HeldSerial> highestSerial(Connection reader, UUID licenseId, Predicate<Set<Kid>> signersCount)
            throws SQLException {
        return Sql.list(
                        reader,
                        "SELECT signers, site, serial, identity FROM license_serial WHERE license_id = ?",
                        row -> new SetBy(
                                row.signers("signers"),
                                new HeldSerial(row.text("site"), row.integer("serial"), row.digest("identity"))),
                        licenseId)
                .stream()
                .filter(setBy -> signersCount.test(setBy.signers()))
                .map(SetBy::serial)
                .max(Comparator.comparingLong(HeldSerial::serial));
    }

    static boolean poolWasOpened(Connection reader, UUID licenseId, long epoch) throws SQLException {
        return Sql.find(
                        reader,
                        "SELECT epoch FROM opened_pool WHERE license_id = ? AND epoch = ?",
                        row -> row.integer("epoch"),
                        licenseId,
                        epoch)
                .isPresent();
    }

    /** The first time counts. */
    static void confirm(Connection writer, StateChange.LicenseConfirmed confirmed) throws SQLException {
        Sql.update(
                writer,
                "INSERT OR IGNORE INTO confirmation (license_id, confirmed_at) VALUES (?, ?)",
                confirmed.licenseId(),
                confirmed.at());
    }

    static Optional<Instant> confirmedAt(Connection reader, UUID licenseId) throws SQLException {
        return Sql.find(
                reader,
                "SELECT confirmed_at FROM confirmation WHERE license_id = ?",
                row -> row.time("confirmed_at"),
                licenseId);
    }

    /** The first time counts. */
    static void see(Connection writer, StateChange.KeyRevocationSeen seen) throws SQLException {
        Sql.update(
                writer,
                "INSERT OR IGNORE INTO key_revocation (identity, since) VALUES (?, ?)",
                seen.bundle(),
                seen.at());
    }

    static Optional<Instant> keyRevokedSince(Connection reader, Sha256 bundle) throws SQLException {
        return Sql.find(
                reader, "SELECT since FROM key_revocation WHERE identity = ?", row -> row.time("since"), bundle);
    }

    static List<Seat> seats(Connection reader, UUID licenseId, long epoch) throws SQLException {
        return Sql.list(
                reader,
                """
                SELECT device, since FROM seat WHERE license_id = ? AND epoch = ? AND free_from IS NULL ORDER BY seat_no
                """,
                row -> new Seat(licenseId, epoch, new Fingerprint(row.digest("device")), row.time("since")),
                licenseId,
                epoch);
    }

    static void see(Connection writer, StateChange.DeviceSeen seen) throws SQLException {
        Sql.update(writer, """
                INSERT INTO device (fingerprint, first_seen, last_seen) VALUES (?1, ?2, ?2)
                ON CONFLICT (fingerprint) DO UPDATE SET last_seen = max(last_seen, excluded.last_seen)
                """, seen.device(), seen.at());
    }

    static List<Device> devices(Connection reader) throws SQLException {
        return Sql.list(
                reader,
                "SELECT fingerprint, first_seen, last_seen FROM device ORDER BY device_no",
                row -> new Device(
                        new Fingerprint(row.digest("fingerprint")), row.time("first_seen"), row.time("last_seen")));
    }
}
