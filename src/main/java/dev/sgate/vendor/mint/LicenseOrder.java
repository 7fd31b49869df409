package dev.sgate.vendor.mint;

import dev.sgate.license.Fingerprint;
import dev.sgate.license.LicenseKey;
import dev.sgate.license.LicenseTerms.JournalKey;
import dev.sgate.license.Policy;
import dev.sgate.seal.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a license bundle is to say, before the ledger adds its part.
 *
 * @param license the license to mint a further bundle for; empty for a new license
 * @param licenseKey the key of a new license; a new one is generated where it is empty
 * @param product of a new license
 * @param customer of a new license
 * @param site empty where the bundle names none
 * @param poolSize seats
 * @param devices bound in advance
 * @param resetDevices whether all seats are freed: a higher epoch
 * @param appliances device key ids it is for; where none are named, those that the ledger knows
 * @param activateBy the last time at which the bundle opens a pool; where it is empty, the desk decides
 * @param journalKey the key that appliances are to encrypt their journals to; empty where they are only signed
 */
public record LicenseOrder(
        Optional<UUID> license,
        Optional<LicenseKey> licenseKey,
        Optional<String> product,
        Optional<String> customer,
        String site,
        String tier,
        List<String> entitlements,
        long poolSize,
        List<Fingerprint> devices,
        boolean resetDevices,
        Instant validUntil,
        List<Sha256> appliances,
        Optional<Instant> activateBy,
        Policy policy,
        Optional<JournalKey> journalKey) {
    public LicenseOrder {
        entitlements = List.copyOf(entitlements);
        devices = List.copyOf(devices);
        appliances = List.copyOf(appliances);
    }
}
