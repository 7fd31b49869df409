package dev.sgate.vendor.mint;

import dev.sgate.seal.Fields;
import dev.sgate.seal.Payloads;
import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.AuditAction;
import dev.sgate.vendor.ledger.AuditEntry;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.Plan;
import dev.sgate.vendor.ledger.Tenant;
import dev.sgate.vendor.ledger.TenantTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The customers of the desk. Each change is in the audit log, in one transaction with it. None reaches into the field: bundles that
 * are out run to their end (S106), and what is counted online stays as it is (S101).
 */
public final class Tenants {
    private final DeskLedger ledger;

    public Tenants(DeskLedger ledger) {
        this.ledger = ledger;
    }

    /**
     * Makes a tenant.
     *
     * @throws BadInput if there is one of this name, or the name is none
     */
    public Tenant create(String name, Plan plan, boolean offline, Instant now) {
        return ledger.change(connection -> {
            if (TenantTable.find(connection, name).isPresent()) {
                throw new BadInput("there is a tenant " + name + " already");
            }
            return create(connection, name, plan, offline, now);
        });
    }

    static Tenant create(Connection connection, String name, Plan plan, boolean offline, Instant now)
            throws SQLException {
        Tenant tenant = propose(name, plan, offline, now);
        add(connection, tenant, now);
        return tenant;
    }

    /** A tenant that is in no ledger yet. */
    static Tenant propose(String name, Plan plan, boolean offline, Instant now) {
        if (!Fields.isText(name) || name.isBlank()) {
            throw new BadInput(
                    "a customer's name has 1 to 200 characters, none of them a line break or a mark that turns text round");
        }
        return new Tenant(UUID.randomUUID(), name, plan, offline, Optional.empty(), now);
    }

    static void add(Connection connection, Tenant tenant, Instant now) throws SQLException {
        TenantTable.add(connection, tenant);
        Audit.append(connection, AuditEntry.of(AuditAction.TENANT_CREATED, now, tenant.name(), detail(tenant)));
    }

    /** Changes what is given, and leaves the rest. */
    public Tenant set(String name, Optional<Plan> plan, Optional<Boolean> offline, Instant now) {
        return change(
                name,
                now,
                old -> new Tenant(
                        old.id(),
                        old.name(),
                        plan.orElse(old.plan()),
                        offline.orElse(old.offline()),
                        old.suspendedAt(),
                        old.madeAt()));
    }

    /** From now on nothing is exported for it; once suspended, the first time stands. */
    public Tenant suspend(String name, Instant now) {
        return change(name, now, old -> suspended(old, old.suspendedAt().or(() -> Optional.of(now))));
    }

    /** Ends the suspension. */
    public Tenant resume(String name, Instant now) {
        return change(name, now, old -> suspended(old, Optional.empty()));
    }

    /** All of them, by name. */
    public List<Tenant> list() {
        return ledger.read(TenantTable::list);
    }

    private static Tenant suspended(Tenant old, Optional<Instant> since) {
        return new Tenant(old.id(), old.name(), old.plan(), old.offline(), since, old.madeAt());
    }

    private Tenant change(String name, Instant now, UnaryOperator<Tenant> change) {
        return ledger.change(connection -> {
            Tenant old = get(connection, name);
            Tenant changed = change.apply(old);
            if (!changed.equals(old)) {
                TenantTable.set(connection, changed);
                Audit.append(
                        connection, AuditEntry.of(AuditAction.TENANT_CHANGED, now, changed.name(), detail(changed)));
            }
            return changed;
        });
    }

    static Tenant get(Connection connection, String name) throws SQLException {
        return TenantTable.find(connection, name)
                .orElseThrow(() -> new BadInput("there is no tenant " + name + "; sgate tenant list shows them"));
    }

    private static Map<String, Object> detail(Tenant tenant) {
        return Payloads.members(
                "plan", tenant.plan().word(), "offline", tenant.offline(), "suspendedAt", tenant.suspendedAt());
    }
}
