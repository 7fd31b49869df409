package dev.sgate.vendor.mint;

import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.WireText;
import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.AuditAction;
import dev.sgate.vendor.ledger.AuditEntry;
import dev.sgate.vendor.ledger.BundleTable;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.License;
import dev.sgate.vendor.ledger.LicenseTable;
import dev.sgate.vendor.ledger.Plan;
import dev.sgate.vendor.ledger.Tenant;
import dev.sgate.vendor.ledger.TenantTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The customers of the desk. Each change is in the audit log, in one transaction with it. None reaches into the field: bundles that
 * are out run to their end (S106), and what is counted online stays as it is (S101).
 */
public final class Tenants {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Enough to tell an address from a slip of the pen. */
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,190}");

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
        if (!WireText.isText(name) || name.isBlank()) {
            throw new BadInput(
                    "a customer's name has 1 to 200 characters, none of them a line break or a mark that turns text round");
        }
        return new Tenant(UUID.randomUUID(), name, plan, offline, Optional.empty(), now);
    }

    static void add(Connection connection, Tenant tenant, Instant now) throws SQLException {
        TenantTable.add(connection, tenant);
        Audit.append(
                connection,
                AuditEntry.of(AuditAction.TENANT_CREATED, now, tenant.id().toString(), detail(tenant)));
    }

    /** Changes what is given, and leaves the rest. */
    public Tenant set(String name, Optional<Plan> plan, Optional<Boolean> offline, Instant now) {
        return change(
                name, now, old -> old.with(plan.orElse(old.plan()), offline.orElse(old.offline()), old.suspendedAt()));
    }

    /** From now on nothing is exported for it; once suspended, the first time stands. */
    public Tenant suspend(String name, Instant now) {
        return change(name, now, old -> suspended(old, old.suspendedAt().or(() -> Optional.of(now))));
    }

    /** Ends the suspension. */
    public Tenant resume(String name, Instant now) {
        return change(name, now, old -> suspended(old, Optional.empty()));
    }

    /** Writes down where the customer wants reminders, who agreed to it (C98); or forgets it. */
    public Tenant reachAt(String name, Optional<String> email, Instant now) {
        email.filter(address -> !ADDRESS.matcher(address).matches()).ifPresent(none -> {
            throw new BadInput("this is no address for e-mail");
        });
        return change(name, now, old -> old.reachedAt(email));
    }

    /** The tenant that must be there, by its name or its id. */
    public Tenant get(String word) {
        return ledger.read(connection -> get(connection, word));
    }

    /** How many licenses and bundles of a tenant are in force: {@code licenses} and {@code bundles}. */
    public record InForce(long licenses, long bundles) {}

    /** What goes on when this tenant is erased. */
    public InForce inForce(Tenant tenant, Instant now) {
        return ledger.read(connection -> {
            long bundles = 0;
            List<License> licenses = LicenseTable.of(connection, tenant.id());
            for (License license : licenses) {
                bundles += BundleTable.newest(connection, license.id()).stream()
                        .filter(bundle -> !bundle.validUntil().isBefore(now))
                        .count();
            }
            return new InForce(
                    licenses.stream()
                            .filter(one -> !one.isRevoked() && !one.expiresAt().isBefore(now))
                            .count(),
                    bundles);
        });
    }

    /** Those of which nothing has been in force for this long, and since when not; the longest first (C98). */
    public Map<Tenant, Instant> inactive(Duration atLeast, Instant now) {
        return ledger.read(connection -> {
            Map<Tenant, Instant> inactive = new LinkedHashMap<>();
            for (Map.Entry<UUID, Instant> last :
                    TenantTable.lastInForce(connection).entrySet()) {
                if (!last.getValue().plus(atLeast).isAfter(now)) {
                    inactive.put(TenantTable.find(connection, last.getKey()).orElseThrow(), last.getValue());
                }
            }
            return inactive;
        });
    }

    /**
     * Erases what names these customers, and the signed lines of their bundles, which name them; licenses, counts, journals and the
     * audit log stay (E17). Then the ledger's files are written anew. Who was erased before is only taken out of the files.
     *
     * @throws dev.sgate.store.LedgerFailure if the files still hold it; to be done again
     */
    public void erase(List<UUID> tenants, Instant now) {
        ledger.change(connection -> {
            for (UUID id : tenants) {
                erase(connection, TenantTable.find(connection, id).orElseThrow(), now);
            }
            return tenants;
        });
        ledger.scrub();
    }

    private static void erase(Connection connection, Tenant tenant, Instant now) throws SQLException {
        if (tenant.isErased()) {
            return;
        }
        List<Sha256> bundles = BundleTable.identities(connection, tenant.id());
        TenantTable.erase(connection, tenant.id(), now);
        Audit.append(
                connection,
                AuditEntry.of(
                        AuditAction.PERSONAL_DATA_ERASED,
                        now,
                        tenant.id().toString(),
                        Payloads.members("bundles", bundles)));
    }

    /** All of them, by name. */
    public List<Tenant> list() {
        return ledger.read(TenantTable::list);
    }

    private static Tenant suspended(Tenant old, Optional<Instant> since) {
        return old.with(old.plan(), old.offline(), since);
    }

    private Tenant change(String name, Instant now, UnaryOperator<Tenant> change) {
        return ledger.change(connection -> {
            Tenant old = get(connection, name);
            Tenant changed = change.apply(old);
            if (!changed.equals(old)) {
                TenantTable.set(connection, changed);
                Audit.append(
                        connection,
                        AuditEntry.of(
                                AuditAction.TENANT_CHANGED, now, changed.id().toString(), detail(changed)));
            }
            return changed;
        });
    }

    static Tenant get(Connection connection, String name) throws SQLException {
        return find(connection, name)
                .orElseThrow(() -> new BadInput("there is no tenant " + name + "; sgate tenant list shows them"));
    }

    /** The tenant of this name, or of this id where the name is one. */
    private static Optional<Tenant> find(Connection connection, String word) throws SQLException {
        Optional<Tenant> named = TenantTable.find(connection, word);
        return named.isEmpty() && ID.matcher(word).matches()
                ? TenantTable.find(connection, UUID.fromString(word))
                : named;
    }

    private static Map<String, Object> detail(Tenant tenant) {
        return Payloads.members(
                "plan", tenant.plan().word(), "offline", tenant.offline(), "suspendedAt", tenant.suspendedAt());
    }
}
