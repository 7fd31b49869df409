package dev.sgate.license.lease;

import dev.sgate.seal.Base64Text;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.WireText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that leases are believed under (LEASE-PROTOCOL 2, "Keyset JSON"). Retired keys stay listed, so that old leases verify.
 *
 * @param primary the id of the key that signs now; one of {@code keys}
 * @param keys every key by its id, in the order in which they are listed
 */
public record LeaseKeyset(Kid primary, Map<Kid, Ed25519PublicKey> keys) {
    private static final String SITE_KID_PREFIX = "sgate-";
    private static final int SITE_KID_HEX_DIGITS = 16;

    public LeaseKeyset {
        if (!keys.containsKey(primary) || !keys.keySet().stream().allMatch(kid -> WireText.isName(kid.value()))) {
            throw new IllegalArgumentException("the primary key is not listed, or an id is no name");
        }
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }

    /** The keyset of one key. */
    public static LeaseKeyset of(Kid kid, Ed25519PublicKey key) {
        return new LeaseKeyset(kid, Map.of(kid, key));
    }

    /**
     * The id for a key of this site: {@code sgate-} and 16 hex digits of its digest. No two sites share one, so a client that
     * pinned its vendor's {@code k1} never has it overwritten.
     */
    public static Kid siteKid(Ed25519PublicKey key) {
        return new Kid(SITE_KID_PREFIX + Sha256.of(key.spki()).hex().substring(0, SITE_KID_HEX_DIGITS));
    }

    /** This keyset with another key that signs from now on; the old ones stay. */
    public LeaseKeyset rotatedTo(Kid kid, Ed25519PublicKey key) {
        Map<Kid, Ed25519PublicKey> more = new LinkedHashMap<>();
        more.put(kid, key);
        keys.forEach(more::putIfAbsent);
        return new LeaseKeyset(kid, more);
    }

    /** The key with this id. */
    public Optional<Ed25519PublicKey> find(Kid kid) {
        return Optional.ofNullable(keys.get(kid));
    }

    /** {@code primary_kid} and {@code keys}; a public key is its 32 raw bytes in base64. */
    public Map<String, Object> toPayload() {
        List<Map<String, Object>> listed = keys.entrySet().stream()
                .map(entry -> Payloads.members(
                        "kid", entry.getKey(),
                        "alg", entry.getValue().algorithm(),
                        "public_key", Base64Text.encode(entry.getValue().raw())))
                .toList();
        return Payloads.members("primary_kid", primary, "keys", listed);
    }
}
