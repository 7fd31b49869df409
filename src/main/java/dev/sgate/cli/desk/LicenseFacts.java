package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Ago;
import dev.sgate.license.LicenseKey;
import dev.sgate.seal.Payloads;
import dev.sgate.vendor.ledger.BundleTable.Bundle;
import dev.sgate.vendor.ledger.License;
import dev.sgate.vendor.mint.SoldLicense;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the desk answers about a license. */
final class LicenseFacts {
    private LicenseFacts() {}

    static Facts of(License license) {
        return new Facts("license " + license.id(), members(license, Optional.empty()));
    }

    /** With the address where its customer wants reminders, for a mail job (C27, C98). */
    static Facts of(License license, Optional<String> email) {
        Facts facts = of(license);
        email.ifPresent(address -> facts.members().put("email", address));
        return facts;
    }

    /** Of one that has just been made: with its key, which is shown this once. */
    static Facts of(SoldLicense sold) {
        return new Facts("license " + sold.license().id(), members(sold.license(), sold.newKey()));
    }

    private static Map<String, Object> members(License license, Optional<LicenseKey> newKey) {
        return Payloads.members(
                "licenseId", license.id(),
                "licenseKey", newKey.map(LicenseKey::written),
                "customer", license.tenant(),
                "product", license.product(),
                "tier", license.tier(),
                "maxDevices", license.maxDevices(),
                "onlineDevices", license.onlineDevices(),
                "poolEpoch", license.poolEpoch(),
                "expiresAt", license.expiresAt(),
                "revokedAt", license.revokedAt(),
                "replacedBy", license.replacedBy());
    }

    /**
     * With what is out in the field.
     *
     * @param newest the newest bundle of each site
     * @param offline seats in those that are in time
     */
    static Facts of(License license, List<Bundle> newest, long offline, Instant now, boolean json) {
        Map<String, Object> members = members(license, Optional.empty());
        members.put("offlineDevices", offline);
        members.put("freeDevices", Math.max(0, license.maxDevices() - license.onlineDevices() - offline));
        members.put(
                "lastExport",
                newest.stream()
                        .flatMap(bundle -> bundle.exportedAt().stream())
                        .max(Instant::compareTo)
                        .map(last -> Ago.of(last, now))
                        .orElse("never"));
        members.put(
                "bundles",
                newest.stream()
                        .map(bundle -> json ? bundle(bundle) : words(bundle, now))
                        .toList());
        return new Facts("license " + license.id(), members);
    }

    private static Map<String, Object> bundle(Bundle bundle) {
        return Payloads.members(
                "bundleId", bundle.id(),
                "site", bundle.site(),
                "serial", bundle.serial(),
                "pool", bundle.poolSize(),
                "validUntil", bundle.validUntil(),
                "activateBy", bundle.activateBy(),
                "file", bundle.fileName(),
                "exportedAt", bundle.exportedAt());
    }

    private static String words(Bundle bundle, Instant now) {
        return (bundle.site().isEmpty() ? "" : "site " + bundle.site() + ": ")
                + bundle.fileName().orElse("never written")
                + bundle.exportedAt().map(at -> " " + Ago.of(at, now)).orElse("")
                + " (" + bundle.poolSize() + " devices until " + Payloads.time(bundle.validUntil()) + ")";
    }
}
