package dev.sgate.vectors;

import dev.sgate.seal.Base64Text;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Kid;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.SigningKey;
import dev.sgate.seal.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * TEST KEYS, worthless by design: every private key here can be made by anybody from its name, so that the vectors come out the
 * same on every machine.
 */
public final class TestKeys {
    private static final byte[] PKCS8_OF_A_SEED = HexFormat.of().parseHex("302e020100300506032b657004220420");

    public static final NamedKey ROOT_A = ed25519("root-a");
    public static final NamedKey ROOT_B = ed25519("root-b");
    public static final NamedKey ROOT_C = ed25519("root-c");
    public static final NamedKey LICENSE_A = ed25519("license-a");
    public static final NamedKey LICENSE_B = ed25519("license-b");
    /** Signs licenses for the product {@code beacon} only. */
    public static final NamedKey LICENSE_BEACON = ed25519("license-beacon");

    public static final NamedKey LICENSE_REVOKED = ed25519("license-2023");
    public static final NamedKey UPDATE_A = ed25519("update-a");
    public static final NamedKey UPDATE_B = ed25519("update-b");
    /** Signs updates for the product {@code beacon} only. */
    public static final NamedKey UPDATE_BEACON = ed25519("update-beacon");

    public static final NamedKey UPDATE_REVOKED = ed25519("update-2023");
    /** Holds both the license and the update role. */
    public static final NamedKey BOTH = ed25519("license-and-update");

    public static final NamedKey STRANGER = ed25519("stranger");

    /** The RSA key of 4096 bits that holds the license role. */
    public static final NamedKey LICENSE_RSA = new NamedKey(new Kid("license-rsa"), RsaTestKeys.licenseKey());

    private TestKeys() {}

    /** The Ed25519 key whose seed is the SHA-256 of its name. */
    public static NamedKey ed25519(String name) {
        return new NamedKey(new Kid(name), SigningKey.findPkcs8(pkcs8(name)).orElseThrow());
    }

    /** The key of a device, under the id that its public key gives it. */
    public static NamedKey device(String name) {
        return NamedKey.ofDevice(ed25519(name).key());
    }

    static byte[] sha256(byte[] bytes) {
        return Sha256.of(bytes).raw();
    }

    static byte[] pkcs8(String name) {
        byte[] seed = sha256(("sgate TEST KEY " + name).getBytes(StandardCharsets.UTF_8));
        byte[] pkcs8 = new byte[PKCS8_OF_A_SEED.length + seed.length];
        System.arraycopy(PKCS8_OF_A_SEED, 0, pkcs8, 0, PKCS8_OF_A_SEED.length);
        System.arraycopy(seed, 0, pkcs8, PKCS8_OF_A_SEED.length, seed.length);
        return pkcs8;
    }

    /** How a trust document names this public key. */
    public static Map<String, Object> entry(NamedKey key, String... products) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("algorithm", key.key().publicKey().algorithm());
        entry.put("spki", Base64Text.encode(key.key().publicKey().spki()));
        if (products.length > 0) {
            entry.put("products", List.of(products));
        }
        return entry;
    }

    /** The keyring that {@link Samples#trust} makes, as the reader believes it. */
    public static Keyring keyring() {
        return keyring(Samples.trust());
    }

    /** The keyring of a trust document with these members, signed by both its roots. */
    public static Keyring keyring(Map<String, Object> trust) {
        byte[] file = Sealer.seal(PayloadType.TRUST, trust, List.of(ROOT_A, ROOT_B));
        return switch (Keyring.pin(file)) {
            case Verdict.Accepted<Keyring>(Keyring keyring) -> keyring;
            case Verdict.Refused<Keyring> refused -> throw new AssertionError(refused);
        };
    }
}
