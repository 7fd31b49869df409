package dev.sgate.vendor.mint;

import dev.sgate.license.LicenseKey;
import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.ledger.AppTable;
import dev.sgate.vendor.ledger.License;
import dev.sgate.vendor.ledger.Plan;
import dev.sgate.vendor.ledger.Tenant;
import dev.sgate.vendor.ledger.TenantTable;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an order is about: a license that the ledger knows, or one that is made for it on the way, with its tenant and its
 * application where these are new, too.
 */
final class OrderSubject {
    /** The validity that is recommended where somebody comes each month (S103). */
    private static final Duration USUAL = Duration.ofDays(30);

    private final Tenant tenant;
    private final License license;
    private final Optional<LicenseKey> newKey;
    private final Optional<Tenant> newTenant;
    private final Optional<AppTable.App> newApp;
    private final boolean known;

    private OrderSubject(
            Tenant tenant,
            License license,
            Optional<LicenseKey> newKey,
            Optional<Tenant> newTenant,
            Optional<AppTable.App> newApp,
            boolean known) {
        this.tenant = tenant;
        this.license = license;
        this.newKey = newKey;
        this.newTenant = newTenant;
        this.newApp = newApp;
        this.known = known;
    }

    /** Finds the license, or proposes one; nothing is written. */
    static OrderSubject of(Connection connection, LicenseOrder order, Instant now) throws SQLException {
        return order.license().isPresent()
                ? known(
                        connection,
                        order,
                        Licenses.get(connection, order.license().get()))
                : proposed(connection, order, now);
    }

    private static OrderSubject known(Connection connection, LicenseOrder order, License license) throws SQLException {
        requireSame("customer", order.customer(), license.tenant());
        requireSame("product", order.product(), license.product());
        requireSame("tier", order.tier(), license.tier());
        requireSame(
                "key's hash",
                order.licenseKey().map(key -> key.hash().hex()),
                license.keyHash().hex());
        Tenant tenant = TenantTable.find(connection, license.tenantId()).orElseThrow();
        return new OrderSubject(tenant, license, Optional.empty(), Optional.empty(), Optional.empty(), true);
    }

    /** What is said about a license beside its id must be so: an order changes no license. */
    private static void requireSame(String what, Optional<String> said, String is) {
        if (said.isPresent() && !said.get().equals(is)) {
            throw new BadInput("the license's " + what + " is " + is + ", not " + said.get()
                    + "; leave it out, or name another license");
        }
    }

    /** The short cut: as many devices as the pool, until the bundle's end, for a tenant that may go offline. */
    private static OrderSubject proposed(Connection connection, LicenseOrder order, Instant now) throws SQLException {
        String customer = required(order.customer(), "customer");
        String product = required(order.product(), "product");
        Optional<Tenant> knownTenant = TenantTable.find(connection, customer);
        Tenant tenant = knownTenant.orElseGet(() -> Tenants.propose(customer, Plan.PROFESSIONAL, true, now));
        Optional<AppTable.App> knownApp = AppTable.find(connection, product);
        AppTable.App app = knownApp.orElseGet(() -> Apps.propose(product, Optional.empty(), now));
        Optional<LicenseKey> generated = order.licenseKey().isPresent()
                ? Optional.empty()
                : Optional.of(LicenseKey.generate(new SecureRandom()));
        License license = Licenses.propose(
                connection,
                tenant,
                app,
                order.licenseKey().or(() -> generated).orElseThrow(),
                order.tier().orElse(Tier.PRO.word()),
                Math.clamp(order.poolSize(), 1, Tier.SEATS_MAX),
                order.validUntil()
                        .filter(end -> end.isAfter(now))
                        .orElseGet(() -> order.validUntil().isEmpty() ? now.plus(USUAL) : now),
                now);
        return new OrderSubject(
                tenant,
                license,
                generated,
                knownTenant.isPresent() ? Optional.empty() : Optional.of(tenant),
                knownApp.isPresent() ? Optional.empty() : Optional.of(app),
                false);
    }

    private static String required(Optional<String> text, String what) {
        return text.orElseThrow(() -> new BadInput("a new license needs a " + what));
    }

    Tenant tenant() {
        return tenant;
    }

    License license() {
        return license;
    }

    Optional<LicenseKey> newKey() {
        return newKey;
    }

    /** The end of the bundle: as ordered, or else the usual one, but not past the license's. */
    Instant validUntil(LicenseOrder order, Instant now) {
        Instant usual = now.plus(USUAL);
        return order.validUntil().orElseGet(() -> usual.isAfter(license.expiresAt()) ? license.expiresAt() : usual);
    }

    /** Says so where the usual end lies behind the license's, and nobody asked for another. */
    Optional<String> cut(LicenseOrder order, Instant now) {
        return order.validUntil().isEmpty() && license.expiresAt().isBefore(now.plus(USUAL))
                ? Optional.of("it ends with its license, before the usual " + USUAL.toDays()
                        + " days; to renew: sgate license set " + license.id() + " --expires DATE")
                : Optional.empty();
    }

    SiteSeats seats(Connection connection, Instant now) throws SQLException {
        return known ? SiteSeats.of(connection, license, now) : SiteSeats.none();
    }

    /** Writes what is new. */
    void addTo(Connection connection, Instant now) throws SQLException {
        if (newTenant.isPresent()) {
            Tenants.add(connection, newTenant.get(), now);
        }
        if (newApp.isPresent()) {
            Apps.add(connection, newApp.get(), now);
        }
        if (!known) {
            Licenses.add(connection, license, now);
        }
    }

    /** What was made on the way, for the person who asked for a bundle alone; empty where nothing was. */
    Optional<String> madeOnTheWay() {
        if (known) {
            return Optional.empty();
        }
        return Optional.of("made "
                + newTenant
                        .map(made -> "tenant " + made.name() + " (plan professional, offline on), ")
                        .orElse("")
                + newApp.map(made -> "application " + made.product() + ", ").orElse("")
                + "license " + license.id() + " for " + license.maxDevices() + " devices");
    }
}
