package dev.sgate.license.cache;

import dev.sgate.seal.Fields;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Limits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A license cache as it was read, in either shape: what it says, the bytes that are signed, and the signature. Nothing in it is
 * believed yet.
 */
record CacheParts(CacheTerms terms, byte[] signed, byte[] signature, Kid kid) {
    static final String ALGORITHM = "RSA_SIGN_PKCS1_4096_SHA256";

    private static final int SIGNATURE_BYTES = 512;

    /** What the signature of the source's flat shape covers (C57). */
    private static final List<String> FLAT_SIGNED = List.of(
            "license_key", "tier", "acquired_at", "expires_at", "offline_expires_at", "session_id", "hardware_id");

    private static final List<String> FLAT_UNSIGNED = List.of("features", "user_email");

    /** {@code payload} decides the shape; both at once is malformed. */
    static CacheParts read(Fields cache) {
        return cache.has("payload") ? nested(cache) : flat(cache);
    }

    private static CacheParts nested(Fields cache) {
        FLAT_SIGNED.forEach(name -> requireAbsent(cache, name));
        FLAT_UNSIGNED.forEach(name -> requireAbsent(cache, name));
        requireAlgorithm(cache, cache.getString("algorithm"));
        Fields payload = cache.getObject("payload");
        return parts(cache, CacheTerms.ofPayload(payload), everything(payload));
    }

    private static CacheParts flat(Fields cache) {
        Optional<String> algorithm = cache.findString("algorithm");
        algorithm.ifPresent(word -> requireAlgorithm(cache, word));
        Map<String, Object> signed = new LinkedHashMap<>();
        FLAT_SIGNED.forEach(name -> signed.put(name, cache.getString(name)));
        return parts(cache, CacheTerms.ofFlat(cache), signed);
    }

    /** A member that this reader does not know is signed all the same. */
    private static Map<String, Object> everything(Fields payload) {
        Map<String, Object> signed = new LinkedHashMap<>();
        for (String name : payload.names()) {
            boolean list = name.equals("features");
            signed.put(name, list ? payload.getNames(name, Limits.LIST_MAX) : payload.getString(name));
        }
        return signed;
    }

    private static CacheParts parts(Fields cache, CacheTerms terms, Map<String, Object> signed) {
        byte[] signature = cache.getBytes("signature");
        if (signature.length != SIGNATURE_BYTES) {
            throw cache.malformed("signature", signature.length + " bytes");
        }
        return new CacheParts(terms, CanonicalJson.of(signed), signature, new Kid(cache.getString("public_key_id")));
    }

    private static void requireAbsent(Fields cache, String name) {
        if (cache.has(name)) {
            throw cache.malformed(name, "beside payload");
        }
    }

    private static void requireAlgorithm(Fields cache, String word) {
        if (!word.equals(ALGORITHM)) {
            throw cache.malformed("algorithm", word);
        }
    }
}
