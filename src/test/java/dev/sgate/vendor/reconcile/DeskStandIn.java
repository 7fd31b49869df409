package dev.sgate.vendor.reconcile;

import dev.sgate.seal.Sha256;
import dev.sgate.store.Sql;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.Plan;
import dev.sgate.vendor.ledger.Tenant;
import dev.sgate.vendor.ledger.TenantTable;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a desk has minted, put into a ledger without minting, and what imports wrote into it. */
public final class DeskStandIn {
    public static final UUID LICENSE = new UUID(1, 1);

    private static final List<String> COLUMNS = List.of(
            "appliance: appliance_id, key_id, fingerprint, tip_seq, whole_seq, whole_head",
            "appliance_bundle: appliance_id, bundle_id",
            "device: appliance_id, fingerprint, first_seen, last_seen",
            "event: appliance_id, seq, digest, prev, event_id, occurred_at, type, license_id, fingerprint, lease_until, rejected",
            "over_activation: license_id, site, from_at, until_at, peak_at, seats, devices");

    private DeskStandIn() {}

    /** Adds a bundle, with the first one its license. */
    public static UUID bundle(DeskLedger ledger, long serial, long seats, Instant minted) {
        UUID bundle = new UUID(2, serial);
        ledger.change(connection -> {
            if (serial == 1) {
                addLicense(connection, minted);
            }
            return Sql.update(
                    connection,
                    "INSERT INTO bundle (bundle_id, license_id, site, serial, identity, minted_at, valid_until, pool_size,"
                            + " pool_epoch) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    bundle,
                    LICENSE,
                    "",
                    serial,
                    digest("bundle" + serial),
                    minted,
                    minted.plus(Duration.ofDays(90)),
                    seats,
                    0);
        });
        return bundle;
    }

    private static void addLicense(Connection connection, Instant now) throws SQLException {
        UUID tenant = new UUID(3, 1);
        UUID app = new UUID(4, 1);
        TenantTable.add(connection, new Tenant(tenant, "Example Ltd", Plan.PROFESSIONAL, true, Optional.empty(), now));
        Sql.update(
                connection,
                "INSERT INTO application (app_id, product, name, made_at) VALUES (?, ?, ?, ?)",
                app,
                "press",
                "press",
                now);
        Sql.update(
                connection,
                "INSERT INTO license (license_id, key_hash, tenant_id, app_id, tier, max_devices, online_devices, pool_epoch,"
                        + " expires_at, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                LICENSE,
                digest("key"),
                tenant,
                app,
                "pro",
                100,
                0,
                0,
                now.plus(Duration.ofDays(900)),
                now);
    }

    public static Sha256 digest(String of) {
        return Sha256.of(of.getBytes(StandardCharsets.UTF_8));
    }

    /** All that imports write, in an order of its own, without when and from which file. */
    public static List<String> dump(DeskLedger ledger) {
        return ledger.read(connection -> {
            List<String> rows = new ArrayList<>();
            for (String table : COLUMNS) {
                String[] parts = table.split(": ", 2);
                String[] columns = parts[1].split(", ", -1);
                rows.addAll(Sql.list(connection, "SELECT " + parts[1] + " FROM " + parts[0], row -> {
                    StringBuilder text = new StringBuilder(parts[0]);
                    for (String column : columns) {
                        text.append(' ').append(row.findText(column).orElse("-"));
                    }
                    return text.toString();
                }));
            }
            return rows.stream().sorted().toList();
        });
    }
}
