package dev.sgate.vendor.ledger;

import dev.sgate.seal.Sha256;
import dev.sgate.store.Row;
import dev.sgate.store.Sql;
import dev.sgate.vendor.ledger.CustomerTable.Person;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The table of tenants. Their names stand apart from it, sealed ({@link CustomerTable}). */
public final class TenantTable {
    private static final String TENANTS =
            "SELECT t.tenant_id, t.plan, t.offline, t.suspended_at, t.erased_at, t.made_at, " + CustomerTable.COLUMNS
                    + " FROM tenant t" + CustomerTable.JOINED;

    /** Times are text of one length, so the later one is the greater. */
    private static final String LAST_IN_FORCE = "SELECT x.tenant_id, max(x.at) AS last FROM ("
            + "SELECT tenant_id, made_at AS at FROM tenant WHERE erased_at IS NULL"
            + " UNION ALL SELECT tenant_id, CASE WHEN revoked_at < expires_at THEN revoked_at ELSE expires_at END FROM license"
            + " UNION ALL SELECT l.tenant_id, b.valid_until FROM bundle b JOIN license l ON l.license_id = b.license_id) x"
            + " JOIN tenant t ON t.tenant_id = x.tenant_id WHERE t.erased_at IS NULL"
            + " GROUP BY x.tenant_id ORDER BY last, x.tenant_id";

    private TenantTable() {}

    public static Optional<Tenant> find(Connection connection, UUID id) throws SQLException {
        return Sql.find(connection, TENANTS + "WHERE t.tenant_id = ?", TenantTable::tenant, id);
    }

    public static Optional<Tenant> find(Connection connection, String name) throws SQLException {
        Optional<Sha256> pseudonym = Pseudonyms.find(connection, name);
        return pseudonym.isEmpty()
                ? Optional.empty()
                : Sql.find(connection, TENANTS + "WHERE t.pseudonym = ?", TenantTable::tenant, pseudonym);
    }

    /** All tenants, by name. */
    public static List<Tenant> list(Connection connection) throws SQLException {
        return Sql.list(connection, TENANTS, TenantTable::tenant).stream()
                .sorted(Comparator.comparing(Tenant::name).thenComparing(Tenant::id))
                .toList();
    }

    /** Adds a tenant; its name must be free. */
    public static void add(Connection connection, Tenant tenant) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO tenant (tenant_id, pseudonym, plan, offline, suspended_at, made_at) VALUES (?, ?, ?, ?, ?, ?)",
                tenant.id(),
                Pseudonyms.of(connection, tenant.name()),
                tenant.plan().word(),
                tenant.offline(),
                tenant.suspendedAt(),
                tenant.madeAt());
        CustomerTable.add(connection, tenant.id(), new Person(tenant.name(), tenant.email()));
    }

    /** Writes plan, flag, suspension and address of a tenant that is there. */
    public static void set(Connection connection, Tenant tenant) throws SQLException {
        Sql.updateOne(
                connection,
                "UPDATE tenant SET plan = ?, offline = ?, suspended_at = ? WHERE tenant_id = ?",
                tenant.plan().word(),
                tenant.offline(),
                tenant.suspendedAt(),
                tenant.id());
        CustomerTable.set(connection, tenant.id(), new Person(tenant.name(), tenant.email()));
    }

    /** Destroys what names the customer, in the tables; {@link DeskLedger#scrub} takes it out of the files (E17). */
    public static void erase(Connection connection, UUID tenant, Instant now) throws SQLException {
        CustomerTable.erase(connection, tenant, now);
    }

    /**
     * Since when nothing of each tenant is in force, where it has a name still: its making, the end or the revocation of its licenses,
     * or the end of its bundles, whichever was last (C98).
     */
    public static Map<UUID, Instant> lastInForce(Connection connection) throws SQLException {
        Map<UUID, Instant> last = new LinkedHashMap<>();
        Sql.each(
                connection,
                LAST_IN_FORCE,
                row -> Map.entry(row.uuid("tenant_id"), row.time("last")),
                entry -> last.put(entry.getKey(), entry.getValue()));
        return last;
    }

    private static Tenant tenant(Row row) throws SQLException {
        Person person = CustomerTable.person(row);
        return new Tenant(
                row.uuid("tenant_id"),
                person.name(),
                person.email(),
                Plan.find(row.text("plan")).orElseThrow(),
                row.integer("offline") == 1,
                row.findTime("suspended_at"),
                row.findTime("erased_at"),
                row.time("made_at"));
    }
}
