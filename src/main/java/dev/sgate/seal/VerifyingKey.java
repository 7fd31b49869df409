package dev.sgate.seal;

import java.util.Optional;

/**
 * A public key that passed every check at enrolment. The algorithm belongs to the key, never to a file that claims to be signed
 * with it (FORMATS, "The container"). Immutable and safe for use by several threads.
 */
public sealed interface VerifyingKey permits Ed25519PublicKey, Rsa4096PublicKey {
    /** {@code ed25519} or {@code rsa-4096}, as in a trust document. */
    String algorithm();

    /** The SubjectPublicKeyInfo in DER; a fresh copy. */
    byte[] spki();

    /** Whether {@code signature} is this key's over exactly these bytes. Any odd length or encoding is simply false. */
    boolean verifies(byte[] message, byte[] signature);

    /**
     * The key in this SubjectPublicKeyInfo; empty for an unknown algorithm, another encoding than the one DER has, a weak or
     * foreign parameter, or a point that is not a full key (small order, not on the curve).
     */
    static Optional<VerifyingKey> find(String algorithm, byte[] spki) {
        return switch (algorithm) {
            case Ed25519PublicKey.ALGORITHM -> Ed25519PublicKey.find(spki).map(key -> key);
            case Rsa4096PublicKey.ALGORITHM -> Rsa4096PublicKey.find(spki).map(key -> key);
            default -> Optional.empty();
        };
    }

    /** The key id that a device key goes by: the SHA-256 of its SubjectPublicKeyInfo, in hex (FORMATS, {@code .sgsync}). */
    default Kid deviceKid() {
        return new Kid(Sha256.of(spki()).hex());
    }
}
