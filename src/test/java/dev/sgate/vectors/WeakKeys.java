package dev.sgate.vectors;

import static dev.sgate.vectors.Dsse.base64;
import static dev.sgate.vectors.Recipe.aTrust;
import static dev.sgate.vectors.Samples.members;
import static dev.sgate.vectors.TestKeys.ROOT_A;
import static dev.sgate.vectors.TestKeys.ROOT_B;
import static dev.sgate.vectors.TestKeys.STRANGER;

import java.math.BigInteger;

/** Keys that nobody may enrol (THREATS P9, P10). */
final class WeakKeys extends Catalogue {

    private static final String MALFORMED = "malformed";

    WeakKeys() {
        weakPoints();
        weakModuli();
    }

    private void weakPoints() {
        point("trust-key-neutral", "The neutral element: any message has a signature.", "01" + "00".repeat(31));
        point("trust-key-order-2", "A point of order 2.", "ec" + "ff".repeat(30) + "7f");
        point("trust-key-order-4", "A point of order 4.", "00".repeat(32));
        point(
                "trust-key-order-8",
                "A point of order 8.",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");
        point("trust-key-not-canonical", "The neutral element, written as y = p + 1.", "ee" + "ff".repeat(30) + "7f");
        point("trust-key-off-the-curve", "No point has this y.", "02" + "00".repeat(31));
        key(
                "trust-key-spki-longer",
                "A byte behind the DER.",
                "ed25519",
                Dsse.concat(STRANGER.key().publicKey().spki(), new byte[1]));
        key(
                "trust-key-raw",
                "32 raw bytes are no SubjectPublicKeyInfo.",
                "ed25519",
                java.util.Arrays.copyOfRange(STRANGER.key().publicKey().spki(), 12, 44));
        key(
                "trust-key-other-algorithm",
                "An Ed25519 key that says it is RSA.",
                "rsa-4096",
                STRANGER.key().publicKey().spki());
        key(
                "trust-algorithm-unlisted",
                "HMAC is no public key.",
                "hs256",
                STRANGER.key().publicKey().spki());
    }

    private void point(String name, String description, String hex) {
        key(name, description, "ed25519", Bytes.hex("302a300506032b6570032100" + hex));
    }

    private void weakModuli() {
        key("trust-rsa-2048", "Half as long.", "rsa-4096", RsaTestKeys.spki(2048, RsaTestKeys.EXPONENT));
        key("trust-rsa-1024", "A quarter.", "rsa-4096", RsaTestKeys.spki(1024, RsaTestKeys.EXPONENT));
        key(
                "trust-rsa-16384",
                "So long that it eats time.",
                "rsa-4096",
                RsaTestKeys.spki(16_384, RsaTestKeys.EXPONENT));
        key(
                "trust-rsa-4095",
                "One bit less.",
                "rsa-4096",
                RsaTestKeys.spki(RsaTestKeys.modulus().clearBit(4095).setBit(4094), RsaTestKeys.EXPONENT));
        key(
                "trust-rsa-exponent-3",
                "A small exponent invites forgeries.",
                "rsa-4096",
                RsaTestKeys.spki(RsaTestKeys.modulus(), BigInteger.valueOf(3)));
        key(
                "trust-rsa-longer",
                "A byte behind the DER.",
                "rsa-4096",
                Dsse.concat(RsaTestKeys.spki(4096, RsaTestKeys.EXPONENT), new byte[1]));
    }

    private void key(String name, String description, String algorithm, byte[] spki) {
        bad(
                name,
                description,
                aTrust().set("keys.license-z", members("algorithm", algorithm, "spki", base64(spki))),
                "keys.license-z");
    }

    private void bad(String name, String description, Recipe recipe, String field) {
        trust(name, MALFORMED, description, recipe.sign(ROOT_A, ROOT_B)).evidence("field", field);
    }
}
