package dev.sgate.vendor.mint;

import dev.sgate.license.LicenseKey;
import dev.sgate.seal.Payloads;
import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.ledger.AppTable;
import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.AuditAction;
import dev.sgate.vendor.ledger.AuditEntry;
import dev.sgate.vendor.ledger.BundleTable;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.License;
import dev.sgate.vendor.ledger.LicenseTable;
import dev.sgate.vendor.ledger.Tenant;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The licenses of the desk: what was sold, before any bundle is made of it. Each change is in the audit log, in one transaction with
 * it. Of a key only its hash is kept. One method a change: that is why it is long.
 */
public final class Licenses {
    /** Typed license keys shorter than this cannot carry the 80 random bits that FORMATS asks for, at 5 bits a character. */
    private static final int KEY_MIN_CHARS = 16;

    private final DeskLedger ledger;

    public Licenses(DeskLedger ledger) {
        this.ledger = ledger;
    }

    /** Makes a license of a tenant and an application that are there. */
    public SoldLicense create(LicenseSale sale, Instant now) {
        return ledger.change(connection -> {
            Tenant tenant = Tenants.get(connection, sale.tenant());
            AppTable.App app = AppTable.find(connection, sale.product())
                    .orElseThrow(() -> new BadInput("there is no application " + sale.product()
                            + "; make it: sgate app add " + sale.product()));
            Optional<LicenseKey> generated =
                    sale.key().isPresent() ? Optional.empty() : Optional.of(LicenseKey.generate(new SecureRandom()));
            LicenseKey key = sale.key().or(() -> generated).orElseThrow();
            License license = propose(
                    connection,
                    tenant,
                    app,
                    key,
                    sale.tier().word(),
                    seats(sale.devices().orElse(sale.tier().seats())),
                    sale.expiresAt(),
                    now);
            add(connection, license, now);
            return new SoldLicense(license, generated);
        });
    }

    private static long seats(long devices) {
        if (devices < 1 || devices > Tier.SEATS_MAX) {
            throw new BadInput("a license has 1 to " + Tier.SEATS_MAX + " devices, not " + devices);
        }
        return devices;
    }

    /** A license that is in no ledger yet; its key is in none either. */
    static License propose(
            Connection connection,
            Tenant tenant,
            AppTable.App app,
            LicenseKey key,
            String tier,
            long devices,
            Instant expiresAt,
            Instant now)
            throws SQLException {
        requireNew(connection, key);
        return new License(
                UUID.randomUUID(),
                key.hash(),
                tenant.id(),
                tenant.name(),
                app.id(),
                app.product(),
                tier,
                devices,
                0,
                0,
                expiresAt,
                now,
                Optional.empty(),
                Optional.empty());
    }

    private static void requireNew(Connection connection, LicenseKey key) throws SQLException {
        if (key.normalised().length() < KEY_MIN_CHARS) {
            throw new BadInput(
                    "a license key has at least " + KEY_MIN_CHARS + " characters; leave it out and one is made");
        }
        Optional<License> known = LicenseTable.find(connection, key.hash());
        if (known.isPresent()) {
            throw new BadInput(
                    "this license key belongs to license " + known.get().id() + " already; name that license");
        }
    }

    static void add(Connection connection, License license, Instant now) throws SQLException {
        LicenseTable.add(connection, license);
        Audit.append(
                connection,
                AuditEntry.of(AuditAction.LICENSE_CREATED, now, license.id().toString(), detail(license)));
    }

    /** Changes what was sold: more or fewer devices, a later or an earlier end, another tier. Bundles that are out stay. */
    public License set(UUID id, Optional<Long> devices, Optional<Instant> expiresAt, Optional<Tier> tier, Instant now) {
        return change(
                id,
                AuditAction.LICENSE_CHANGED,
                now,
                (connection, old) -> LicenseTable.setTerms(
                        connection,
                        id,
                        seats(devices.orElse(old.maxDevices())),
                        expiresAt.orElse(old.expiresAt()),
                        tier.map(Tier::word).orElse(old.tier())));
    }

    /** Writes down how many devices hold a seat online, as the vendor's own service counts them (S102). */
    public License setOnlineDevices(UUID id, long devices, Instant now) {
        if (devices < 0) {
            throw new BadInput("a count of devices is 0 or more, not " + devices);
        }
        return change(
                id,
                AuditAction.ONLINE_COUNT_SET,
                now,
                (connection, old) -> LicenseTable.setOnlineDevices(connection, id, devices));
    }

    /** The next bundle frees all seats on site (S76). */
    public License resetCounter(UUID id, Instant now) {
        return change(
                id,
                AuditAction.DEVICE_COUNTER_RESET,
                now,
                (connection, old) -> LicenseTable.raisePoolEpoch(
                        connection, id, 1 + Math.max(old.poolEpoch(), BundleTable.newestEpoch(connection, id))));
    }

    /** From now on each bundle's list says that the key is revoked (S96, S97); the first time stands. */
    public License revoke(UUID id, Instant now) {
        return ledger.change(connection -> {
            License old = get(connection, id);
            if (old.isRevoked()) {
                return old;
            }
            LicenseTable.revoke(connection, id, now);
            License revoked = get(connection, id);
            Audit.append(connection, AuditEntry.of(AuditAction.LICENSE_REVOKED, now, id.toString(), detail(revoked)));
            return revoked;
        });
    }

    /** A new license on the same terms under a new key; the old one is revoked and names its heir (S96, S98). */
    public SoldLicense rekey(UUID id, Instant now) {
        LicenseKey key = LicenseKey.generate(new SecureRandom());
        return ledger.change(connection -> {
            License old = get(connection, id);
            if (old.replacedBy().isPresent()) {
                throw new BadInput("license " + id + " has a new key already: license "
                        + old.replacedBy().get());
            }
            License heir = new License(
                    UUID.randomUUID(),
                    key.hash(),
                    old.tenantId(),
                    old.tenant(),
                    old.appId(),
                    old.product(),
                    old.tier(),
                    old.maxDevices(),
                    old.onlineDevices(),
                    0,
                    old.expiresAt(),
                    now,
                    Optional.empty(),
                    Optional.empty());
            LicenseTable.add(connection, heir);
            LicenseTable.replace(connection, id, heir.id());
            if (!old.isRevoked()) {
                LicenseTable.revoke(connection, id, now);
                Audit.append(
                        connection,
                        AuditEntry.of(AuditAction.LICENSE_REVOKED, now, id.toString(), detail(get(connection, id))));
            }
            Audit.append(
                    connection,
                    AuditEntry.of(
                            AuditAction.LICENSE_REKEYED,
                            now,
                            heir.id().toString(),
                            Payloads.members("replaces", id, "licenseKeyHash", heir.keyHash())));
            return new SoldLicense(heir, Optional.of(key));
        });
    }

    /** All of them, by tenant, product and age. */
    public List<License> list() {
        return ledger.read(LicenseTable::list);
    }

    /** Those that end within this time from now, the next first (C27). */
    public List<License> expiring(Duration within, Instant now) {
        return ledger.read(connection -> LicenseTable.expiring(connection, now, now.plus(within)));
    }

    private interface Change {
        boolean make(Connection connection, License old) throws SQLException;
    }

    private License change(UUID id, AuditAction action, Instant now, Change change) {
        return ledger.change(connection -> {
            change.make(connection, get(connection, id));
            License changed = get(connection, id);
            Audit.append(connection, AuditEntry.of(action, now, id.toString(), detail(changed)));
            return changed;
        });
    }

    /**
     * The license that must be there.
     *
     * @throws BadInput if it is not
     */
    public static License get(Connection connection, UUID id) throws SQLException {
        return LicenseTable.find(connection, id).orElseThrow(() -> new BadInput("the ledger knows no license " + id));
    }

    private static Map<String, Object> detail(License license) {
        return Payloads.members(
                "tenant", license.tenantId(),
                "product", license.product(),
                "licenseKeyHash", license.keyHash(),
                "tier", license.tier(),
                "maxDevices", license.maxDevices(),
                "onlineDevices", license.onlineDevices(),
                "poolEpoch", license.poolEpoch(),
                "expiresAt", license.expiresAt(),
                "revokedAt", license.revokedAt(),
                "replacedBy", license.replacedBy());
    }
}
