package dev.sgate.vendor.ledger;

import dev.sgate.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Rows to test with. */
final class Fixtures {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private Fixtures() {}

    static AuditEntry entry(String subject) {
        return new AuditEntry(NOW, "vera", AuditAction.TENANT_CREATED, subject, Map.of("n", 7));
    }

    static Sha256 digest(String of) {
        return Sha256.of(of.getBytes(StandardCharsets.UTF_8));
    }

    static Tenant tenant(Connection connection, String name) throws SQLException {
        Tenant tenant = new Tenant(UUID.randomUUID(), name, Plan.PROFESSIONAL, true, Optional.empty(), NOW);
        TenantTable.add(connection, tenant);
        return tenant;
    }

    /** A new license of a new tenant; the application is made where it is new. */
    static License license(Connection connection, String customer, String product) throws SQLException {
        Tenant tenant = tenant(connection, customer);
        Optional<AppTable.App> known = AppTable.find(connection, product);
        AppTable.App app = known.orElseGet(() -> new AppTable.App(UUID.randomUUID(), product, "The " + product, NOW));
        if (known.isEmpty()) {
            AppTable.add(connection, app);
        }
        License license = new License(
                UUID.randomUUID(),
                digest(customer + product),
                tenant.id(),
                customer,
                app.id(),
                product,
                "pro",
                5,
                0,
                0,
                NOW.plus(Duration.ofDays(365)),
                NOW,
                Optional.empty(),
                Optional.empty());
        LicenseTable.add(connection, license);
        return license;
    }
}
