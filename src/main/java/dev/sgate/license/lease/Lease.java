package dev.sgate.license.lease;

import dev.sgate.seal.Base64Text;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.SigningKey;
import java.util.Map;

/**
 * A lease whose signature holds: it was signed here, or it was {@linkplain StoredLease#verify verified}. Who holds its key is for
 * the reader to judge. Immutable.
 */
public final class Lease {
    private final LeaseTerms terms;
    private final byte[] signature;

    Lease(LeaseTerms terms, byte[] signature) {
        this.terms = terms;
        this.signature = signature;
    }

    /**
     * Signs a lease.
     *
     * @throws IllegalArgumentException if the key is not an Ed25519 key
     */
    public static Lease issue(LeaseTerms terms, SigningKey key) {
        if (!(key.publicKey() instanceof Ed25519PublicKey)) {
            throw new IllegalArgumentException("a lease key is an Ed25519 key");
        }
        return new Lease(terms, key.sign(terms.signedBytes()));
    }

    public LeaseTerms terms() {
        return terms;
    }

    /** The 64 bytes of the signature in base64, 88 characters. */
    public String signature() {
        return Base64Text.encode(signature);
    }

    /** The eight members of the lease as Keylight's clients read them; times are integers, in seconds since 1970. */
    public Map<String, Object> toPayload() {
        return Payloads.members(
                "kid", terms.kid(),
                "licenseKeyHash", terms.licenseKeyHash(),
                "instanceId", terms.instanceId(),
                "issuedAt", terms.issuedAt().getEpochSecond(),
                "expiresAt", terms.expiresAt().getEpochSecond(),
                "status", terms.status().word(),
                "entitlements", terms.entitlements(),
                "signature", signature());
    }
}
