package dev.sgate.vendor.mint;

import dev.sgate.journal.ChainHead;
import dev.sgate.license.LicenseBundle;
import dev.sgate.license.LicenseKey;
import dev.sgate.license.LicenseRules;
import dev.sgate.license.LicenseSituation;
import dev.sgate.license.LicenseTerms;
import dev.sgate.license.Pool;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.seal.Sha256;
import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.ledger.AppTable;
import dev.sgate.vendor.ledger.ApplianceTable;
import dev.sgate.vendor.ledger.BundleTable;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.License;
import dev.sgate.vendor.ledger.LicenseTable;
import dev.sgate.vendor.ledger.Plan;
import dev.sgate.vendor.ledger.RevocationTable;
import dev.sgate.vendor.ledger.Tenant;
import dev.sgate.vendor.ledger.TenantTable;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Mints license bundles. The ledger gives each its serial and the number of its revocation list; both are taken before the bundle
 * leaves, so that no two bundles of one license and site ever share a serial, even where the stick then turns out to be full.
 */
public final class LicenseMint {
    /** How long a bundle that names no appliance may open a pool (BEHAVIOUR 6). */
    private static final Duration ACTIVATE_WITHIN = Duration.ofDays(7);

    /** Typed license keys shorter than this cannot carry the 80 random bits that FORMATS asks for, at 5 bits a character. */
    private static final int KEY_MIN_CHARS = 16;

    private final DeskLedger ledger;
    private final List<NamedKey> keys;

    public LicenseMint(DeskLedger ledger, List<NamedKey> keys) {
        this.ledger = ledger;
        this.keys = List.copyOf(keys);
    }

    /**
     * Mints one bundle.
     *
     * @param update the envelope line of the update that the file is to carry, without its line feed
     * @throws BadInput if an appliance could not read or would not take what the order asks for
     */
    public MintedLicense mint(LicenseOrder order, Optional<byte[]> update, Instant now) {
        Optional<LicenseKey> generated =
                order.license().isPresent() || order.licenseKey().isPresent()
                        ? Optional.empty()
                        : Optional.of(LicenseKey.generate(new SecureRandom()));
        return ledger.change(connection -> {
            License license = license(connection, order, generated, now);
            LicenseTerms terms = terms(connection, order, license, update, now);
            byte[] line = Sealer.seal(PayloadType.LICENSE, terms.toPayload(), keys);
            LicenseBundle bundle = SelfCheck.require(
                    line,
                    keys,
                    payload -> LicenseBundle.from(payload)
                            .then(read -> LicenseRules.judge(read, LicenseSituation.alone(now))));
            BundleTable.add(connection, terms, bundle.identity(), Optional.empty(), line);
            return new MintedLicense(terms, bundle.identity(), line, generated);
        });
    }

    private static License license(
            Connection connection, LicenseOrder order, Optional<LicenseKey> generated, Instant now)
            throws SQLException {
        if (order.license().isPresent()) {
            return LicenseTable.find(connection, order.license().get())
                    .orElseThrow(() -> new BadInput(
                            "the ledger knows no license " + order.license().get()));
        }
        LicenseKey key = order.licenseKey().or(() -> generated).orElseThrow();
        requireLong(key);
        Optional<License> known = LicenseTable.find(connection, key.hash());
        if (known.isPresent()) {
            throw new BadInput(
                    "this license key belongs to license " + known.get().id() + " already; name that license");
        }
        License license = newLicense(connection, order, key, now);
        LicenseTable.add(connection, license);
        return license;
    }

    /** Of a tenant and an application that are made where they are new. */
    private static License newLicense(Connection connection, LicenseOrder order, LicenseKey key, Instant now)
            throws SQLException {
        Tenant tenant = tenant(connection, required(order.customer(), "customer"), now);
        AppTable.App app = app(connection, required(order.product(), "product"), now);
        return new License(
                UUID.randomUUID(),
                key.hash(),
                tenant.id(),
                tenant.name(),
                app.id(),
                app.product(),
                order.tier(),
                Math.max(1, order.poolSize()),
                0,
                0,
                order.validUntil(),
                now,
                Optional.empty(),
                Optional.empty());
    }

    private static Tenant tenant(Connection connection, String customer, Instant now) throws SQLException {
        Optional<Tenant> known = TenantTable.find(connection, customer);
        if (known.isPresent()) {
            return known.get();
        }
        Tenant tenant = new Tenant(UUID.randomUUID(), customer, Plan.PROFESSIONAL, true, Optional.empty(), now);
        TenantTable.add(connection, tenant);
        return tenant;
    }

    private static AppTable.App app(Connection connection, String product, Instant now) throws SQLException {
        Optional<AppTable.App> known = AppTable.find(connection, product);
        if (known.isPresent()) {
            return known.get();
        }
        AppTable.App app = new AppTable.App(UUID.randomUUID(), product, product, now);
        AppTable.add(connection, app);
        return app;
    }

    private static void requireLong(LicenseKey key) {
        if (key.normalised().length() < KEY_MIN_CHARS) {
            throw new BadInput(
                    "a license key has at least " + KEY_MIN_CHARS + " characters; leave it out and one is made");
        }
    }

    private static String required(Optional<String> text, String what) {
        return text.orElseThrow(() -> new BadInput("a new license needs a " + what));
    }

    private static LicenseTerms terms(
            Connection connection, LicenseOrder order, License license, Optional<byte[]> update, Instant now)
            throws SQLException {
        List<ApplianceTable.Enrolled> known = ApplianceTable.under(connection, license.id(), order.site());
        Optional<List<Sha256>> appliances = appliances(order, known);
        RevocationList crl = RevocationTable.next(connection, now);
        return new LicenseTerms(
                UUID.randomUUID(),
                BundleTable.nextSerial(connection, license.id(), order.site()),
                license.id(),
                license.keyHash(),
                license.product(),
                license.tenant(),
                order.site(),
                order.tier(),
                order.entitlements(),
                now,
                order.validUntil(),
                appliances,
                activateBy(order, appliances, now),
                pool(connection, order, license),
                crl,
                order.policy(),
                acks(connection, known),
                order.journalKey(),
                update);
    }

    private static Optional<List<Sha256>> appliances(LicenseOrder order, List<ApplianceTable.Enrolled> known) {
        List<Sha256> named = order.appliances().isEmpty()
                ? known.stream().map(ApplianceTable.Enrolled::keyId).toList()
                : order.appliances().stream().distinct().toList();
        return named.isEmpty() ? Optional.empty() : Optional.of(named);
    }

    private static Optional<Instant> activateBy(LicenseOrder order, Optional<List<Sha256>> appliances, Instant now) {
        return order.activateBy()
                .or(() -> appliances.isEmpty() ? Optional.of(now.plus(ACTIVATE_WITHIN)) : Optional.empty());
    }

    private static Pool pool(Connection connection, LicenseOrder order, License license) throws SQLException {
        long epoch = Math.max(license.poolEpoch(), BundleTable.newestEpoch(connection, license.id()));
        return new Pool(order.poolSize(), order.devices(), order.resetDevices() ? epoch + 1 : epoch);
    }

    private static Map<UUID, LicenseTerms.Ack> acks(Connection connection, List<ApplianceTable.Enrolled> known)
            throws SQLException {
        Map<UUID, LicenseTerms.Ack> acks = new HashMap<>();
        for (ApplianceTable.Enrolled appliance : known) {
            Optional<ChainHead> held = ApplianceTable.heldTo(connection, appliance.id());
            held.ifPresent(head -> acks.put(appliance.id(), new LicenseTerms.Ack(head.seq(), head.head())));
        }
        return acks;
    }
}
