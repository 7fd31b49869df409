package dev.sgate.license.lease;

import dev.sgate.license.LicenseBundle;
import dev.sgate.seal.Base64Text;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.SigningKey;
import java.util.Arrays;
import java.util.List;

/**
 * What a lease file is made of (FORMATS, "Leases").
 *
 * @param tenant the lease service's tenant, as in the machine hash
 * @param bundle the license bundle in force; its {@code appliances} name the device key
 * @param bundleLine that bundle's envelope line, with or without its line feed
 * @param deviceKey the appliance's own key, which vouches for the lease key
 * @param leaseKey the public half of the key that signed the lease
 * @param lease a lease for {@link LeaseFile#instanceId}; never a {@code fallback} one
 */
public record LeaseFileDraft(
        String tenant,
        LicenseBundle bundle,
        byte[] bundleLine,
        SigningKey deviceKey,
        Ed25519PublicKey leaseKey,
        Lease lease) {
    /** @throws IllegalArgumentException where no lease file can be made; ask {@link LeaseFile#isPossible} before */
    public LeaseFileDraft {
        if (lease.terms().status() == LeaseStatus.FALLBACK
                || !LeaseFile.isPossible(
                        bundle.terms(), Sha256.of(deviceKey.publicKey().spki()))) {
            throw new IllegalArgumentException("no lease file for a fallback lease or a bundle for other appliances");
        }
    }

    /** The file: one line of JSON with its line feed. Write it beside the old one and rename it over that. */
    public byte[] toBytes() {
        LeaseKey key =
                new LeaseKey(lease.terms().kid(), leaseKey, bundle.terms().bundleId());
        byte[] json = Payloads.toJson(Payloads.members(
                "tenant",
                tenant,
                "bundle",
                Base64Text.encode(withoutLineFeed(bundleLine)),
                "leaseKey",
                Sealer.envelope(PayloadType.LEASE_KEY, key.toPayload(), List.of(NamedKey.ofDevice(deviceKey))),
                "deviceKey",
                Base64Text.encode(deviceKey.publicKey().spki()),
                "lease",
                lease.toPayload()));
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    private static byte[] withoutLineFeed(byte[] line) {
        boolean ended = line.length > 0 && line[line.length - 1] == '\n';
        return ended ? Arrays.copyOf(line, line.length - 1) : line;
    }
}
