package dev.sgate.vendor.ledger;

import dev.sgate.store.Row;
import dev.sgate.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table of tenants. */
public final class TenantTable {
    private static final String TENANTS = "SELECT tenant_id, name, plan, offline, suspended_at, made_at FROM tenant ";

    private TenantTable() {}

    public static Optional<Tenant> find(Connection connection, UUID id) throws SQLException {
        return Sql.find(connection, TENANTS + "WHERE tenant_id = ?", TenantTable::tenant, id);
    }

    public static Optional<Tenant> find(Connection connection, String name) throws SQLException {
        return Sql.find(connection, TENANTS + "WHERE name = ?", TenantTable::tenant, name);
    }

    /** All tenants, by name. */
    public static List<Tenant> list(Connection connection) throws SQLException {
        return Sql.list(connection, TENANTS + "ORDER BY name", TenantTable::tenant);
    }

    /** Adds a tenant; its name must be free. */
    public static void add(Connection connection, Tenant tenant) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO tenant (tenant_id, name, plan, offline, suspended_at, made_at) VALUES (?, ?, ?, ?, ?, ?)",
                tenant.id(),
                tenant.name(),
                tenant.plan().word(),
                tenant.offline(),
                tenant.suspendedAt(),
                tenant.madeAt());
    }

    /** Writes plan, flag and suspension of a tenant that is there. */
    public static void set(Connection connection, Tenant tenant) throws SQLException {
        Sql.updateOne(
                connection,
                "UPDATE tenant SET plan = ?, offline = ?, suspended_at = ? WHERE tenant_id = ?",
                tenant.plan().word(),
                tenant.offline(),
                tenant.suspendedAt(),
                tenant.id());
    }

    private static Tenant tenant(Row row) throws SQLException {
        return new Tenant(
                row.uuid("tenant_id"),
                row.text("name"),
                Plan.find(row.text("plan")).orElseThrow(),
                row.integer("offline") == 1,
                row.findTime("suspended_at"),
                row.time("made_at"));
    }
}
