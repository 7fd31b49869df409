package dev.sgate.vendor.reconcile;

import dev.sgate.vendor.ledger.ApplianceTable;
import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.OverActivationTable;
import dev.sgate.vendor.ledger.OverActivationTable.Finding;
import dev.sgate.vendor.seats.Overload;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Counts the seats of all licenses that some appliances hold, keeps what was found, and tells the audit log what is new in it. */
final class OverActivations {
    private OverActivations() {}

    /** Reads alone: it goes over all events of these licenses. */
    static List<LicenseSeats> find(Connection connection, List<UUID> appliances) throws SQLException {
        SeatReader reader = new SeatReader(connection);
        List<LicenseSeats> licenses = new ArrayList<>();
        for (ApplianceTable.Pool pool : reader.poolsOf(appliances)) {
            licenses.add(reader.read(pool));
        }
        return licenses;
    }

    /** Those of which the ledger has other findings. */
    static List<LicenseSeats> changed(Connection connection, List<LicenseSeats> licenses) throws SQLException {
        List<LicenseSeats> changed = new ArrayList<>();
        for (LicenseSeats seats : licenses) {
            if (!findings(seats).equals(known(connection, seats))) {
                changed.add(seats);
            }
        }
        return changed;
    }

    static void keep(Connection connection, List<LicenseSeats> licenses, Instant now) throws SQLException {
        for (LicenseSeats seats : licenses) {
            keep(connection, seats, now);
        }
    }

    private static void keep(Connection connection, LicenseSeats seats, Instant now) throws SQLException {
        List<Finding> known = known(connection, seats);
        OverActivationTable.replace(connection, seats.licenseId(), seats.site(), findings(seats));
        for (Overload over : seats.history().overloads()) {
            Finding finding = finding(over);
            if (known.stream().noneMatch(before -> isSame(before, finding))) {
                Audit.append(connection, SyncAudit.overActivation(seats, finding, over.held(), now));
            }
        }
    }

    private static List<Finding> known(Connection connection, LicenseSeats seats) throws SQLException {
        return OverActivationTable.of(connection, seats.licenseId(), seats.site());
    }

    /** An end that comes to be known is no new finding. */
    private static boolean isSame(Finding one, Finding other) {
        return one.from().equals(other.from()) && one.devices().equals(other.devices());
    }

    private static List<Finding> findings(LicenseSeats seats) {
        return seats.history().overloads().stream()
                .map(OverActivations::finding)
                .toList();
    }

    private static Finding finding(Overload over) {
        return new Finding(
                over.from(),
                Optional.of(over.until()).filter(until -> until.isBefore(Instant.MAX)),
                over.peakAt(),
                over.seats(),
                over.devices());
    }
}
