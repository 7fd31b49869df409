package dev.sgate.vendor.ledger;

import dev.sgate.seal.Sha256;
import dev.sgate.store.Row;
import dev.sgate.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table of over-activations, as they follow from all that has come back so far. */
public final class OverActivationTable {
    /**
     * A time in which more devices held a seat of a license at a site than there were.
     *
     * @param until empty where it has not ended
     * @param devices the fingerprints at the peak, in order
     */
    public record Finding(Instant from, Optional<Instant> until, Instant peakAt, long seats, List<Sha256> devices) {
        public Finding {
            devices = List.copyOf(devices);
        }
    }

    private OverActivationTable() {}

    public static List<Finding> of(Connection connection, UUID license, String site) throws SQLException {
        return Sql.list(
                connection,
                "SELECT from_at, until_at, peak_at, seats, devices FROM over_activation"
                        + " WHERE license_id = ? AND site = ? ORDER BY from_at",
                OverActivationTable::finding,
                license,
                site);
    }

    private static Finding finding(Row row) throws SQLException {
        return new Finding(
                row.time("from_at"),
                row.findTime("until_at"),
                row.time("peak_at"),
                row.integer("seats"),
                row.lines("devices").stream().map(Sha256::new).toList());
    }

    /** Puts what is found now in the place of what was found before. */
    public static void replace(Connection connection, UUID license, String site, List<Finding> found)
            throws SQLException {
        Sql.update(connection, "DELETE FROM over_activation WHERE license_id = ? AND site = ?", license, site);
        for (Finding finding : found) {
            Sql.update(
                    connection,
                    "INSERT INTO over_activation (license_id, site, from_at, until_at, peak_at, seats, devices)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    license,
                    site,
                    finding.from(),
                    finding.until(),
                    finding.peakAt(),
                    finding.seats(),
                    Sql.lines(finding.devices().stream().map(Sha256::hex).toList()));
        }
    }
}
