package dev.sgate.seal;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A payload whose signatures, type and role held. Only {@link SealedFile#open} makes one, so that holding one is the proof, and
 * only from one can anything be parsed. The bytes are exactly those that were verified.
 */
public final class VerifiedPayload {
    private final PayloadType type;
    private final byte[] bytes;
    private final Sha256 identity;
    private final Set<Kid> signers;
    private final Keyring keyring;
    private final Optional<Ed25519PublicKey> deviceKey;

    VerifiedPayload(
            PayloadType type, byte[] bytes, Set<Kid> signers, Keyring keyring, Optional<Ed25519PublicKey> deviceKey) {
        this.type = type;
        this.bytes = bytes;
        this.identity = Sha256.of(bytes);
        this.signers = Set.copyOf(signers);
        this.keyring = keyring;
        this.deviceKey = deviceKey;
    }

    public PayloadType type() {
        return type;
    }

    /** The file's identity: the SHA-256 of the payload bytes. An envelope can be re-encoded by anybody, these cannot. */
    public Sha256 identity() {
        return identity;
    }

    /** The ids of the keys whose signature held, without revoked ones. */
    public Set<Kid> signers() {
        return signers;
    }

    /** The key that a journal brought along and is signed with; empty for every other type. */
    public Optional<Ed25519PublicKey> deviceKey() {
        return deviceKey;
    }

    /**
     * Parses the payload.
     *
     * @param known the members this reader knows; a {@code critical} list that names any other is {@code unsupported-version}
     * @param read builds the value from the members; see {@link Fields} for how it complains
     * @return the value, or a refusal with {@code malformed} and the member's path
     */
    public <T> Verdict<T> parse(Set<String> known, Function<Fields, T> read) {
        try {
            Fields fields = new Fields("", StrictJson.parseObject(bytes));
            fields.requireKnownCritical(known);
            return Verdict.accepted(read.apply(fields));
        } catch (Malformed malformed) {
            return Verdict.refused(malformed.refusal());
        }
    }

    /**
     * Parses one JSON object of the attachment that this payload vouches for by digest. The caller has checked that digest.
     *
     * @return the value, or a refusal with {@code malformed} and the member's path
     */
    public <T> Verdict<T> parseAttached(byte[] json, Function<Fields, T> read) {
        try {
            return Verdict.accepted(read.apply(new Fields("", StrictJson.parseObject(json))));
        } catch (Malformed malformed) {
            return Verdict.refused(malformed.refusal());
        }
    }

    /**
     * Whether enough of the signers hold this role for the product (FORMATS, "Order of checks": right after the payload fields).
     * Opening has checked the file's own role already, for any product.
     */
    public Verdict<VerifiedPayload> requireRole(Role role, String product) {
        return keyring.document()
                .map(document -> SignatureCheck.requireHolders(document, role, signers, product))
                .orElseGet(() -> Verdict.refused(Refusal.of(RefusalCode.WRONG_ROLE, "role", role.word())))
                .map(holders -> this);
    }
}
