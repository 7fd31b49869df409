package dev.sgate.vendor.reconcile;

import dev.sgate.seal.Payloads;
import dev.sgate.store.Sql;
import dev.sgate.vendor.ledger.ApplianceTable;
import dev.sgate.vendor.ledger.ApplianceTable.Pool;
import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.AuditAction;
import dev.sgate.vendor.ledger.AuditEntry;
import dev.sgate.vendor.ledger.BundleTable;
import dev.sgate.vendor.ledger.LedgerBackup;
import dev.sgate.vendor.ledger.License;
import dev.sgate.vendor.ledger.LicenseTable;
import dev.sgate.vendor.ledger.RevocationTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A ledger that was restored from a backup takes the numbers that are in use from journals: each {@code license-imported} tells the
 * serial, the epoch and the list number of a bundle that the ledger may have forgotten (BEHAVIOUR 6). A ledger that never was
 * restored knows better than any journal, and takes nothing. A site speaks for its own customer: it raises no number of another
 * one's licenses, and one import raises no number by more than {@link #STEP_MAX}.
 */
public final class NumberFloors {
    /** How far one import may raise a number: a site that lies cannot use up a line of 2^53. */
    static final long STEP_MAX = 1_000_000;

    private record Told(UUID license, byte[] line) {}

    /** The numbers of a license and site that are in use. */
    private record Numbers(long serial, long epoch) {}

    private final Connection connection;
    private final Set<UUID> customers = new HashSet<>();
    private final boolean vouchedFor;
    private final Map<Pool, Numbers> held = new HashMap<>();
    private final Map<Pool, Numbers> above = new HashMap<>();
    private final long heldCrl;
    private long crl;

    private NumberFloors(Connection connection, UUID appliance) throws SQLException {
        this.connection = connection;
        this.heldCrl = RevocationTable.newest(connection);
        this.crl = heldCrl;
        for (Pool pool : ApplianceTable.pools(connection, appliance)) {
            LicenseTable.find(connection, pool.license()).map(License::tenantId).ifPresent(customers::add);
        }
        // its bundles are all forgotten, and a person let it in: then nothing tells whose it is
        this.vouchedFor = customers.isEmpty();
    }

    /**
     * Raises the numbers above all that the journal of this enrolled appliance tells of its customer's licenses.
     *
     * @return whether a number was raised; then there is an entry in the audit log
     */
    public static boolean raise(Connection connection, UUID appliance, Instant now) throws SQLException {
        if (LedgerBackup.restoredAt(connection).isEmpty()) {
            return false;
        }
        NumberFloors floors = new NumberFloors(connection, appliance);
        for (Told told : told(connection, appliance)) {
            floors.see(told.license(), EventDetail.of(told.line()));
        }
        boolean raised = floors.keep(now);
        if (raised) {
            Audit.append(connection, entry(connection, appliance, now));
        }
        return raised;
    }

    private static List<Told> told(Connection connection, UUID appliance) throws SQLException {
        return Sql.list(
                connection,
                "SELECT license_id, line FROM event WHERE appliance_id = ? AND type = 'license-imported'"
                        + " AND license_id IS NOT NULL AND rejected IS NULL ORDER BY seq",
                row -> new Told(row.uuid("license_id"), row.bytes("line")),
                appliance);
    }

    private void see(UUID license, EventDetail detail) throws SQLException {
        Optional<License> known = LicenseTable.find(connection, license);
        if (known.isEmpty() || !(vouchedFor || customers.contains(known.get().tenantId()))) {
            return;
        }
        Pool pool = new Pool(license, detail.text("site").orElse(""));
        if (!held.containsKey(pool)) {
            Numbers now = new Numbers(
                    BundleTable.nextSerial(connection, license, pool.site()) - 1,
                    BundleTable.newestEpoch(connection, license));
            held.put(pool, now);
            above.put(pool, now);
        }
        Numbers before = held.getOrDefault(pool, new Numbers(0, 0));
        Numbers so = above.getOrDefault(pool, before);
        above.put(
                pool,
                new Numbers(
                        higher(so.serial(), detail.integer("serial"), before.serial()),
                        higher(so.epoch(), detail.integer("epoch"), before.epoch())));
        crl = higher(crl, detail.integer("crlNumber"), heldCrl);
    }

    /** The number that is told, where it is above the highest so far and within the step from what was held before this import. */
    private static long higher(long so, Optional<Long> told, long before) {
        return told.filter(number -> number > so && number - before <= STEP_MAX).orElse(so);
    }

    private boolean keep(Instant now) throws SQLException {
        boolean raised = crl > heldCrl;
        if (raised) {
            RevocationTable.raise(connection, crl, now);
        }
        for (Map.Entry<Pool, Numbers> entry : above.entrySet()) {
            Pool pool = entry.getKey();
            Numbers numbers = entry.getValue();
            if (!numbers.equals(held.get(pool))) {
                BundleTable.raiseFloor(connection, pool.license(), pool.site(), numbers.serial(), numbers.epoch());
                raised = true;
            }
        }
        return raised;
    }

    private static AuditEntry entry(Connection connection, UUID appliance, Instant now) throws SQLException {
        return AuditEntry.of(
                AuditAction.NUMBERS_RAISED,
                now,
                appliance.toString(),
                Payloads.members("crlNumber", Optional.of(RevocationTable.newest(connection))));
    }
}
