package dev.sgate.vendor.reconcile;

import dev.sgate.seal.Sha256;
import dev.sgate.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A license that more devices hold than its pools have seats, as far as journals came back. Counted are devices with an activation
 * and no deactivation after it, at all enrolled appliances, against the newest bundle of each site; running times of leases
 * are not looked at yet.
 */
public record OverActivation(UUID licenseId, String customer, long seats, List<Sha256> devices) {
    private static final String HOLDERS =
            "SELECT DISTINCT e.fingerprint FROM event e JOIN appliance a USING (appliance_id)"
                    + " WHERE e.license_id = ? AND e.type = 'activation' AND e.fingerprint IS NOT NULL"
                    + " AND a.enrolled_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM event d"
                    + " WHERE d.appliance_id = e.appliance_id AND d.license_id = e.license_id AND d.type = 'deactivation'"
                    + " AND d.fingerprint = e.fingerprint AND d.seq > e.seq) ORDER BY e.fingerprint";

    private static final String SEATS =
            "SELECT l.license_id, t.name AS customer, sum(b.pool_size) AS seats FROM license l"
                    + " JOIN tenant t ON t.tenant_id = l.tenant_id JOIN bundle b ON b.license_id = l.license_id WHERE b.serial = (SELECT max(n.serial) FROM bundle n"
                    + " WHERE n.license_id = b.license_id AND n.site = b.site) GROUP BY l.license_id, t.name ORDER BY l.license_id";

    public OverActivation {
        devices = List.copyOf(devices);
    }

    static List<OverActivation> find(Connection connection) throws SQLException {
        List<OverActivation> pools = Sql.list(
                connection,
                SEATS,
                row -> new OverActivation(
                        row.uuid("license_id"), row.text("customer"), row.integer("seats"), List.of()));
        List<OverActivation> over = new ArrayList<>();
        for (OverActivation pool : pools) {
            List<Sha256> holders = Sql.list(connection, HOLDERS, row -> row.digest("fingerprint"), pool.licenseId());
            if (holders.size() > pool.seats()) {
                over.add(new OverActivation(pool.licenseId(), pool.customer(), pool.seats(), holders));
            }
        }
        return over;
    }
}
