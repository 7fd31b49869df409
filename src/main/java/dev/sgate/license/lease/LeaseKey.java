package dev.sgate.license.lease;

import dev.sgate.seal.Base64Text;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Fields;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Verdict;
import dev.sgate.seal.VerifiedPayload;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The appliance's word, signed with its device key, that leases under this bundle are signed with this key (FORMATS, "Leases",
 * {@code leaseKey}).
 */
record LeaseKey(Kid kid, Ed25519PublicKey key, UUID bundleId) {
    private static final Set<String> KNOWN = Set.of("kid", "ed25519", "bundleId", "critical");

    static Verdict<LeaseKey> from(VerifiedPayload payload) {
        return payload.parse(KNOWN, LeaseKey::read);
    }

    private static LeaseKey read(Fields fields) {
        return new LeaseKey(
                new Kid(fields.getName("kid")),
                Ed25519PublicKey.findRaw(fields.getBytes("ed25519"))
                        .orElseThrow(() -> fields.malformed("ed25519", "not a full key of 32 bytes")),
                fields.getUuid("bundleId"));
    }

    Map<String, Object> toPayload() {
        return Payloads.members("kid", kid, "ed25519", Base64Text.encode(key.raw()), "bundleId", bundleId);
    }
}
