package dev.sgate.license.cache;

import dev.sgate.seal.Base64Text;
import dev.sgate.seal.DetachedSignature;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Role;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.seal.UnverifiedJson;
import dev.sgate.seal.Verdict;
import java.util.Arrays;

/** A license cache that a key of role {@code license} signed. Whether its time is over is {@link CacheRules}' to say. */
public final class LicenseCache {
    /** Under this size is a cache as it is written (C36): 3 KB. */
    public static final int WRITTEN_MAX_BYTES = 3_000;

    /** Longest cache that is read: 64 KiB. */
    public static final int READ_MAX_BYTES = 64 << 10;

    private final CacheTerms terms;
    private final Kid signer;

    private LicenseCache(CacheTerms terms, Kid signer) {
        this.terms = terms;
        this.signer = signer;
    }

    /**
     * Reads a cache in either shape and checks its signature.
     *
     * @return refused with {@code too-large}, {@code malformed}, {@code unknown-key}, {@code revoked-key}, {@code bad-signature} or
     *     {@code wrong-role}
     */
    public static Verdict<LicenseCache> open(byte[] json, Keyring keyring) {
        return UnverifiedJson.parse(json, READ_MAX_BYTES, CacheParts::read)
                .then(parts -> DetachedSignature.check(
                                keyring, Role.LICENSE, parts.kid(), parts.signed(), parts.signature())
                        .map(signer -> new LicenseCache(parts.terms(), signer)));
    }

    /** The file with these terms: one line of JSON with its line feed, signed with an RSA key of 4096 bits. */
    public static byte[] sign(CacheTerms terms, NamedKey key) {
        byte[] json = Payloads.toJson(Payloads.members(
                "payload",
                terms.toPayload(),
                "signature",
                Base64Text.encode(key.key().sign(CanonicalJson.of(terms.toPayload()))),
                "public_key_id",
                key.kid(),
                "algorithm",
                CacheParts.ALGORITHM));
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    public CacheTerms terms() {
        return terms;
    }

    /** The key that signed it. */
    public Kid signer() {
        return signer;
    }
}
