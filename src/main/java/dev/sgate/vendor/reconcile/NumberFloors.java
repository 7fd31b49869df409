package dev.sgate.vendor.reconcile;

import dev.sgate.seal.Payloads;
import dev.sgate.store.Sql;
import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.AuditAction;
import dev.sgate.vendor.ledger.AuditEntry;
import dev.sgate.vendor.ledger.BundleTable;
import dev.sgate.vendor.ledger.LedgerBackup;
import dev.sgate.vendor.ledger.RevocationTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A ledger that was restored from a backup takes the numbers that are in use from journals: each {@code license-imported} tells the
 * serial, the epoch and the list number of a bundle that the ledger may have forgotten (BEHAVIOUR 6). A ledger that never was
 * restored knows better than any journal, and takes nothing.
 */
public final class NumberFloors {
    /** How far one import may raise a number: a site that lies cannot use up a line of 2^53. */
    static final long STEP_MAX = 1_000_000;

    private record Told(UUID license, byte[] line) {}

    private NumberFloors() {}

    /**
     * Raises the numbers above all that this appliance's journal tells of.
     *
     * @return whether a number was raised; then there is an entry in the audit log
     */
    public static boolean raise(Connection connection, UUID appliance, Instant now) throws SQLException {
        if (LedgerBackup.restoredAt(connection).isEmpty()) {
            return false;
        }
        boolean raised = false;
        for (Told told : told(connection, appliance)) {
            raised |= raise(connection, told, EventDetail.of(told.line()), now);
        }
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

    private static boolean raise(Connection connection, Told told, EventDetail detail, Instant now)
            throws SQLException {
        String site = detail.text("site").orElse("");
        long serial = detail.integer("serial").orElse(0L);
        long epoch = detail.integer("epoch").orElse(0L);
        long crl = detail.integer("crlNumber").orElse(0L);
        long heldSerial = BundleTable.nextSerial(connection, told.license(), site) - 1;
        long heldEpoch = BundleTable.newestEpoch(connection, told.license());
        long heldCrl = RevocationTable.newest(connection);
        boolean raised = false;
        if (isAbove(serial, heldSerial) || isAbove(epoch, heldEpoch)) {
            BundleTable.raiseFloor(
                    connection,
                    told.license(),
                    site,
                    isAbove(serial, heldSerial) ? serial : heldSerial,
                    isAbove(epoch, heldEpoch) ? epoch : heldEpoch);
            raised = true;
        }
        if (isAbove(crl, heldCrl)) {
            RevocationTable.raise(connection, crl, now);
            raised = true;
        }
        return raised;
    }

    private static boolean isAbove(long told, long held) {
        return told > held && told - held <= STEP_MAX;
    }

    private static AuditEntry entry(Connection connection, UUID appliance, Instant now) throws SQLException {
        return AuditEntry.of(
                AuditAction.NUMBERS_RAISED,
                now,
                appliance.toString(),
                Payloads.members("crlNumber", Optional.of(RevocationTable.newest(connection))));
    }
}
