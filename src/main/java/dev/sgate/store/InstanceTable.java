package dev.sgate.store;

import dev.sgate.license.Fingerprint;
import dev.sgate.station.PoolView.Instance;
import dev.sgate.station.StateChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The instances that sit in pools. */
final class InstanceTable {
    private static final String INSTANCE = """
            SELECT instance, license_id, device, machine_known, address, issued_at, expires_at, told_at, addresses_told_at
              FROM instance WHERE \
            """;

    private InstanceTable() {}

    static void hold(Connection writer, StateChange.InstanceHeld held) throws SQLException {
        Instance instance = held.instance();
        Sql.update(
                writer,
                """
                INSERT INTO instance (instance, license_id, device, machine_known, address, issued_at, expires_at,
                                      told_at, addresses_told_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (instance) DO UPDATE
                   SET address = excluded.address, issued_at = excluded.issued_at, expires_at = excluded.expires_at,
                       told_at = excluded.told_at, addresses_told_at = excluded.addresses_told_at
                """,
                instance.id(),
                instance.licenseId(),
                instance.device(),
                instance.machineKnown(),
                instance.address(),
                instance.issuedAt(),
                instance.expiresAt(),
                instance.toldAt(),
                instance.addressesToldAt());
    }

    static void end(Connection writer, StateChange.InstanceEnded ended) throws SQLException {
        Sql.update(writer, "DELETE FROM instance WHERE instance = ?", ended.instanceId());
    }

    static Optional<Instance> find(Connection reader, UUID id) throws SQLException {
        return Sql.find(reader, INSTANCE + "instance = ?", InstanceTable::instance, id);
    }

    static Optional<Instance> find(Connection reader, UUID licenseId, Fingerprint device) throws SQLException {
        return Sql.find(reader, INSTANCE + "license_id = ? AND device = ?", InstanceTable::instance, licenseId, device);
    }

    static List<Instance> list(Connection reader) throws SQLException {
        return Sql.list(reader, INSTANCE + "1 = 1 ORDER BY instance_no", InstanceTable::instance);
    }

    private static Instance instance(Row row) throws SQLException {
        return new Instance(
                row.uuid("instance"),
                row.uuid("license_id"),
                new Fingerprint(row.digest("device")),
                row.integer("machine_known") == 1,
                row.text("address"),
                row.time("issued_at"),
                row.time("expires_at"),
                row.time("told_at"),
                row.findTime("addresses_told_at"));
    }
}
