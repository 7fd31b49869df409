package dev.sgate.license.lease;

import dev.sgate.license.LicenseBundle;
import dev.sgate.license.LicenseRules;
import dev.sgate.license.LicenseSituation;
import dev.sgate.license.LicenseTerms;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Kid;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.UnverifiedJson;
import dev.sgate.seal.Verdict;
import dev.sgate.seal.VerifiedPayload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A lease file whose chain holds (FORMATS, "Leases"): the vendor signed the bundle, the bundle names the device key, the device key
 * vouches for the lease key, the lease key signed the lease, and the lease stays within the bundle. Whether it is for this machine
 * and this time is {@link #judge}'s to say. Immutable.
 */
public final class LeaseFile {
    /** Longest lease file: 8 MiB, for a bundle of the longest kind in base64; a usual one is under 4 KiB. */
    public static final int MAX_BYTES = 8 << 20;

    private static final String INSTANCE_PREFIX = "sgate-lease-file-v1|";

    private final String tenant;
    private final LicenseBundle bundle;
    private final Sha256 deviceKeyId;
    private final Lease lease;

    private LeaseFile(String tenant, LicenseBundle bundle, Sha256 deviceKeyId, Lease lease) {
        this.tenant = tenant;
        this.bundle = bundle;
        this.deviceKeyId = deviceKeyId;
        this.lease = lease;
    }

    /** The instance that a lease file is for: the first 16 bytes of SHA-256({@code sgate-lease-file-v1|} and the machine hash). */
    public static UUID instanceId(MachineHash machine) {
        ByteBuffer digest =
                ByteBuffer.wrap(Sha256.of((INSTANCE_PREFIX + machine.hex()).getBytes(StandardCharsets.UTF_8))
                        .raw());
        return new UUID(digest.getLong(), digest.getLong());
    }

    /** Whether a lease file can be made under this license: its {@code appliances} must name the device key. */
    public static boolean isPossible(LicenseTerms license, Sha256 deviceKeyId) {
        return license.appliances().filter(named -> named.contains(deviceKeyId)).isPresent();
    }

    /** What the lease file with these bytes is worth on the machine with this id. */
    public static LeaseFinding judge(byte[] json, Keyring vendor, String machineId, Instant now) {
        return switch (open(json, vendor)) {
            case Verdict.Accepted<LeaseFile>(LeaseFile file) -> file.judge(machineId, now);
            case Verdict.Refused<LeaseFile>(Refusal refusal) -> new LeaseFinding.Invalid(refusal);
        };
    }

    /** Reads a lease file and checks everything that does not depend on machine and time. */
    public static Verdict<LeaseFile> open(byte[] json, Keyring vendor) {
        return UnverifiedJson.parse(json, MAX_BYTES, LeaseFileParts::read)
                .then(parts -> bundle(parts, vendor).then(bundle -> open(parts, bundle)));
    }

    private static Verdict<LicenseBundle> bundle(LeaseFileParts parts, Keyring vendor) {
        try {
            SealedFile sealed = new SealedFile(new ByteArrayInputStream(parts.bundleLine()));
            Verdict<VerifiedPayload> opened = sealed.open(vendor);
            Verdict<Long> ended = sealed.requireNoAttachment();
            return opened.then(payload -> payload.type() == PayloadType.LICENSE
                            ? LicenseBundle.from(payload)
                            : outside("bundle", payload.type().mediaType()))
                    .then(bundle -> ended.map(length -> bundle));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    private static Verdict<LeaseFile> open(LeaseFileParts parts, LicenseBundle bundle) {
        Sha256 deviceKeyId = Sha256.of(parts.deviceKey().spki());
        if (!isPossible(bundle.terms(), deviceKeyId)) {
            return Verdict.refused(Refusal.of(RefusalCode.WRONG_APPLIANCE, "deviceKeyId", deviceKeyId));
        }
        return parts.leaseKey()
                .open(PayloadType.LEASE_KEY, parts.deviceKey())
                .then(LeaseKey::from)
                .then(key -> forBundle(key, bundle.terms()))
                .then(key -> parts.lease().verify(LeaseKeyset.of(key.kid(), key.key())))
                .then(lease -> within(lease, bundle.terms()))
                .map(lease -> new LeaseFile(parts.tenant(), bundle, deviceKeyId, lease));
    }

    private static Verdict<LeaseKey> forBundle(LeaseKey key, LicenseTerms license) {
        return key.bundleId().equals(license.bundleId())
                ? Verdict.accepted(key)
                : outside("leaseKey.bundleId", key.bundleId());
    }

    /** The bundle bounds the lease; root on site could sign any. */
    private static Verdict<Lease> within(Lease lease, LicenseTerms license) {
        LeaseTerms terms = lease.terms();
        if (terms.status() == LeaseStatus.FALLBACK) {
            return outside("lease.status", terms.status().word());
        }
        if (!license.entitlements().containsAll(terms.entitlements())) {
            return outside("lease.entitlements", terms.entitlements());
        }
        return terms.expiresAt().isAfter(license.validUntil())
                ? outside("lease.expiresAt", terms.expiresAt())
                : Verdict.accepted(lease);
    }

    private static <T> Verdict<T> outside(String field, Object found) {
        return Verdict.refused(Refusal.of(RefusalCode.MALFORMED, "field", field).and("found", found));
    }

    /** Keylight's checks, the cap on the time offline, and what the bundle says of its own time and of revocation. */
    public LeaseFinding judge(String machineId, Instant now) {
        Optional<Refusal> license = license(now);
        if (license.filter(refusal -> refusal.code() != RefusalCode.EXPIRED).isPresent()) {
            return new LeaseFinding.Invalid(license.get());
        }
        LeaseFinding finding = LeaseCheck.judge(lease, situation(machineId, now));
        return finding instanceof LeaseFinding.Licensed && license.isPresent()
                ? new LeaseFinding.Expired(license.get())
                : finding;
    }

    /** The pool was opened where the lease was given, so {@code activateBy} says nothing any more. */
    private Optional<Refusal> license(Instant now) {
        LicenseSituation here = new LicenseSituation(
                now, now, Set.of(), Optional.of(deviceKeyId), Optional.empty(), true, Optional.empty());
        return LicenseRules.judge(bundle, here) instanceof Verdict.Refused<LicenseBundle>(Refusal refusal)
                ? Optional.of(refusal)
                : Optional.empty();
    }

    /** A lease file is made at a contact: its {@code issuedAt} is both the last contact and the last time seen. */
    private LeaseSituation situation(String machineId, Instant now) {
        LicenseTerms license = bundle.terms();
        return new LeaseSituation(
                license.licenseKeyHash(),
                instanceId(MachineHash.of(tenant, license.product(), machineId)),
                now,
                lease.terms().issuedAt(),
                Optional.of(lease.terms().issuedAt()),
                Optional.of(license.policy().maxOfflineTime()));
    }

    public String tenant() {
        return tenant;
    }

    /** The vendor's bundle. */
    public LicenseBundle bundle() {
        return bundle;
    }

    public Lease lease() {
        return lease;
    }

    /** The id of the lease's key. */
    public Kid kid() {
        return lease.terms().kid();
    }
}
