package dev.sgate.vendor.mint;

import dev.sgate.license.Fingerprint;
import dev.sgate.license.LicenseKey;
import dev.sgate.license.LicenseTerms;
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
 * @param tier of a new license; a known one keeps its own
 * @param poolSize seats
 * @param devices bound in advance
 * @param resetDevices whether all seats are freed: a higher epoch
 * @param validUntil where it is empty, 30 days, and never past the license's end
 * @param appliances device key ids it is for; where none are named, those that the ledger knows
 * @param activateBy the last time at which the bundle opens a pool; where it is empty, the desk decides
 * @param journalKey the key that appliances are to encrypt their journals to; empty where they are only signed
 * @param onlySigned whether a site whose journals were encrypted is to go without from now on
 * @param update what the file is to carry along
 */
public record LicenseOrder(
        Optional<UUID> license,
        Optional<LicenseKey> licenseKey,
        Optional<String> product,
        Optional<String> customer,
        String site,
        Optional<String> tier,
        List<String> entitlements,
        long poolSize,
        List<Fingerprint> devices,
        boolean resetDevices,
        Optional<Instant> validUntil,
        List<Sha256> appliances,
        Optional<Instant> activateBy,
        Policy policy,
        Optional<JournalKey> journalKey,
        boolean onlySigned,
        Optional<UpdateFile> update) {
    public LicenseOrder {
        entitlements = List.copyOf(entitlements);
        devices = List.copyOf(devices);
        appliances = List.copyOf(appliances);
    }

    /** A further bundle of a license that the ledger knows, with nothing said but how many and how long. */
    public static LicenseOrder next(UUID license, String site, long poolSize, Instant validUntil) {
        return new LicenseOrder(
                Optional.of(license),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                site,
                Optional.empty(),
                List.of(),
                poolSize,
                List.of(),
                false,
                Optional.of(validUntil),
                List.of(),
                Optional.empty(),
                Policy.DEFAULT,
                Optional.empty(),
                false,
                Optional.empty());
    }

    /** The same with this update inside. */
    public LicenseOrder carrying(UpdateFile file) {
        return with(entitlements, devices, appliances, policy, journalKey, onlySigned, Optional.of(file));
    }

    /** The same for appliances that encrypt their journals to this key, if there is one. */
    public LicenseOrder withJournalsTo(Optional<JournalKey> key) {
        return with(entitlements, devices, appliances, policy, key, onlySigned, update);
    }

    /** The same for appliances whose journals are to be signed only, where that is wanted. */
    public LicenseOrder onlySigned(boolean wanted) {
        return with(entitlements, devices, appliances, policy, journalKey, wanted, update);
    }

    /** The same for these appliances, where the order names none. */
    LicenseOrder orFor(List<Sha256> others) {
        return with(
                entitlements,
                devices,
                appliances.isEmpty() ? others : appliances,
                policy,
                journalKey,
                onlySigned,
                update);
    }

    /**
     * The same with what it leaves open as it stands in these terms: entitlements, policy, journal key, and the devices bound in
     * advance, as many as the pool has seats for.
     */
    LicenseOrder orAsIn(LicenseTerms before) {
        return with(
                entitlements.isEmpty() ? before.entitlements() : entitlements,
                devices.isEmpty()
                        ? before.pool().devices().stream()
                                .limit(Math.max(0, poolSize))
                                .toList()
                        : devices,
                appliances,
                policy.equals(Policy.DEFAULT) ? before.policy() : policy,
                onlySigned ? Optional.empty() : journalKey.or(before::journalKey),
                onlySigned,
                update);
    }

    private LicenseOrder with(
            List<String> newEntitlements,
            List<Fingerprint> newDevices,
            List<Sha256> newAppliances,
            Policy newPolicy,
            Optional<JournalKey> newJournalKey,
            boolean newOnlySigned,
            Optional<UpdateFile> newUpdate) {
        return new LicenseOrder(
                license,
                licenseKey,
                product,
                customer,
                site,
                tier,
                newEntitlements,
                poolSize,
                newDevices,
                resetDevices,
                validUntil,
                newAppliances,
                activateBy,
                newPolicy,
                newJournalKey,
                newOnlySigned,
                newUpdate);
    }
}
