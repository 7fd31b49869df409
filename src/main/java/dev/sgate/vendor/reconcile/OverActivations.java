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

    static List<LicenseSeats> find(Connection connection, List<UUID> appliances, Instant now) throws SQLException {
        SeatReader reader = new SeatReader(connection);
        List<LicenseSeats> licenses = new ArrayList<>();
        for (ApplianceTable.Pool pool : reader.poolsOf(appliances)) {
            LicenseSeats seats = reader.read(pool);
            keep(connection, seats, now);
            licenses.add(seats);
        }
        return licenses;
    }

    private static void keep(Connection connection, LicenseSeats seats, Instant now) throws SQLException {
        List<Finding> known = OverActivationTable.of(connection, seats.licenseId(), seats.site());
        List<Finding> found = seats.history().overloads().stream()
                .map(OverActivations::finding)
                .toList();
        if (found.equals(known)) {
            return;
        }
        OverActivationTable.replace(connection, seats.licenseId(), seats.site(), found);
        for (Finding finding : found) {
            if (known.stream().noneMatch(before -> isSame(before, finding))) {
                Audit.append(connection, SyncAudit.overActivation(seats, finding, now));
            }
        }
    }

    /** An end that comes to be known is no new finding. */
    private static boolean isSame(Finding one, Finding other) {
        return one.from().equals(other.from()) && one.devices().equals(other.devices());
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
