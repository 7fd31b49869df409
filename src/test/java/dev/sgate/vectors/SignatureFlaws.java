package dev.sgate.vectors;

import static dev.sgate.vectors.Recipe.aLicense;
import static dev.sgate.vectors.Recipe.anUpdate;
import static dev.sgate.vectors.Recipe.change;
import static dev.sgate.vectors.Recipe.firstSignature;
import static dev.sgate.vectors.Samples.members;
import static dev.sgate.vectors.TestKeys.LICENSE_A;
import static dev.sgate.vectors.TestKeys.LICENSE_B;
import static dev.sgate.vectors.TestKeys.LICENSE_RSA;
import static dev.sgate.vectors.TestKeys.STRANGER;
import static dev.sgate.vectors.TestKeys.UPDATE_B;

import dev.sgate.seal.Kid;
import dev.sgate.seal.Sealer.NamedKey;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures that do not hold (THREATS P6, P8 to P10). It is one thing: a list, each signature with what is wrong with it. */
final class SignatureFlaws extends Catalogue {

    private static final String BAD = "bad-signature";
    private static final String LICENSE_TYPE = "application/vnd.sgate.license.v1+json";
    private static final String UPDATE_TYPE = "application/vnd.sgate.update.v1+json";

    SignatureFlaws() {
        ed25519();
        rsa();
        otherBytes();
    }

    private void ed25519() {
        odd("signature-empty", "No byte.", "empty", it -> new byte[0]);
        odd("signature-63-bytes", "One byte too few.", "cut to 63 bytes", it -> Arrays.copyOf(it, 63));
        odd(
                "signature-65-bytes",
                "One byte too many, which the JDK of 17 takes.",
                "with a zero byte more",
                it -> Arrays.copyOf(it, 65));
        odd("signature-128-bytes", "Written twice.", "written twice", it -> Dsse.concat(it, it));
        odd("signature-zeros", "64 zero bytes.", "zeros", it -> new byte[64]);
        odd(
                "signature-s-plus-l",
                "The same signature with the group's order added to S.",
                "S + L",
                OddSignatures::plusOrder);
        odd("signature-neutral", "R the neutral element, S zero.", "R neutral, S zero", it -> OddSignatures.neutral());
        odd(
                "signature-r-not-canonical",
                "R is y = p + 1, another way to write the neutral element.",
                "R not canonical, S zero",
                it -> Arrays.copyOf(Bytes.hex("ee" + "ff".repeat(30) + "7f"), 64));
        odd(
                "signature-halves-swapped",
                "S before R.",
                "halves swapped",
                it -> Dsse.concat(Arrays.copyOfRange(it, 32, 64), Arrays.copyOf(it, 32)));
        odd("signature-bit-flipped-in-r", "One bit of R.", "flip a bit of byte 5", it -> OddSignatures.flipped(it, 5));
        odd(
                "signature-bit-flipped-in-s",
                "One bit of S.",
                "flip a bit of byte 40",
                it -> OddSignatures.flipped(it, 40));
        license(
                "signature-of-another-key",
                BAD,
                "A stranger's signature under a known id.",
                aLicense().sign(new NamedKey(new Kid("license-a"), STRANGER.key())));
        license(
                "signature-of-the-neighbour",
                BAD,
                "license-b's signature under license-a.",
                aLicense().sign(new NamedKey(new Kid("license-a"), LICENSE_B.key())));
        license(
                "signature-hmac-by-the-public-key",
                BAD,
                "HMAC-SHA-512 with the public key as its secret (THREATS P8).",
                aLicense()
                        .signature(
                                "HMAC by the public key of license-a",
                                payload -> Dsse.entry(
                                        "license-a",
                                        hmac(
                                                LICENSE_A.key().publicKey().spki(),
                                                Dsse.signedBytes(LICENSE_TYPE, payload)))));
        license(
                "signature-rsa-under-an-ed25519-key",
                BAD,
                "The key's record names the algorithm, not the file.",
                aLicense()
                        .sign(new NamedKey(new Kid("license-a"), LICENSE_RSA.key()))
                        .envelope("add alg to the entry", firstSignature(it -> it.put("alg", "RS256"))));
        license(
                "signature-alg-none",
                BAD,
                "An entry that says it needs no signature.",
                aLicense().signature("alg none", payload -> members("keyid", "license-a", "alg", "none", "sig", "")));
    }

    private void odd(String name, String description, String what, UnaryOperator<byte[]> change) {
        license(name, BAD, description, aLicense().oddSignature(what, LICENSE_A, change));
    }

    private void rsa() {
        oddRsa("rsa-511-bytes", "The first byte left out.", "cut to 511 bytes", it -> Arrays.copyOfRange(it, 1, 512));
        oddRsa("rsa-513-bytes", "A zero byte before.", "with a zero byte before", it -> Dsse.concat(new byte[1], it));
        oddRsa("rsa-zero", "Zero.", "zeros", it -> new byte[512]);
        oddRsa(
                "rsa-one",
                "One: its own signature of a padding that is one.",
                "one",
                it -> OddSignatures.flipped(new byte[512], 511));
        oddRsa(
                "rsa-plus-modulus",
                "The same number modulo n, not below n.",
                "plus the modulus, or all ones",
                OddSignatures::rsaPlusModulus);
        license(
                "rsa-rubbish-behind-the-digest",
                BAD,
                "PKCS#1 with a short padding and rubbish at the end (THREATS P10).",
                aLicense()
                        .signature(
                                "RSA, rubbish behind the digest",
                                payload -> Dsse.entry(
                                        "license-rsa",
                                        OddSignatures.rsaWithRubbish(Dsse.signedBytes(LICENSE_TYPE, payload)))));
        license(
                "rsa-odd-padding",
                BAD,
                "PKCS#1 with one wrong byte in its padding.",
                aLicense()
                        .signature(
                                "RSA, one byte FE in the padding",
                                payload -> Dsse.entry(
                                        "license-rsa",
                                        OddSignatures.rsaWithOddPadding(Dsse.signedBytes(LICENSE_TYPE, payload)))));
        license(
                "rsa-with-sha-1",
                BAD,
                "Another digest.",
                aLicense()
                        .signature(
                                "RSA with SHA-1",
                                payload -> Dsse.entry(
                                        "license-rsa",
                                        Dsse.sign(
                                                "SHA1withRSA", LICENSE_RSA, Dsse.signedBytes(LICENSE_TYPE, payload)))));
        license(
                "rsa-with-sha-512",
                BAD,
                "Another digest, a longer one.",
                aLicense()
                        .signature(
                                "RSA with SHA-512",
                                payload -> Dsse.entry(
                                        "license-rsa",
                                        Dsse.sign(
                                                "SHA512withRSA",
                                                LICENSE_RSA,
                                                Dsse.signedBytes(LICENSE_TYPE, payload)))));
        license(
                "rsa-over-another-payload",
                BAD,
                "A good signature of a license with another serial.",
                aLicense()
                        .set("serial", 6)
                        .sign(LICENSE_RSA)
                        .envelope(
                                "payload of the sample",
                                it -> it.put("payload", Dsse.base64(Dsse.utf8(Json.write(Samples.license()))))));
    }

    private void oddRsa(String name, String description, String what, UnaryOperator<byte[]> change) {
        license(name, BAD, description, aLicense().oddSignature(what, LICENSE_RSA, change));
    }

    private void otherBytes() {
        license(
                "signed-payload-alone",
                BAD,
                "Signed without the type and the lengths before it.",
                over("sign only the payload", payload -> payload));
        license(
                "signed-as-an-update",
                BAD,
                "The signature is over an update's type (THREATS U1).",
                over("sign as an update", payload -> Dsse.signedBytes(UPDATE_TYPE, payload)));
        license(
                "signed-with-wrong-length",
                BAD,
                "The length before the payload is one too many.",
                over(
                        "sign with LEN one more",
                        payload -> Dsse.concat(
                                Dsse.ascii("DSSEv1 37 " + LICENSE_TYPE + " " + (payload.length + 1) + " "), payload)));
        license(
                "signed-base64",
                BAD,
                "Signed over the base64 text.",
                over("sign the base64", payload -> Dsse.signedBytes(LICENSE_TYPE, Dsse.ascii(Dsse.base64(payload)))));
        update(
                "license-envelope-as-update",
                BAD,
                "A license whose type was changed to an update's.",
                aLicense()
                        .sign(LICENSE_A)
                        .envelope("payloadType of an update", it -> it.put("payloadType", UPDATE_TYPE)));
        license(
                "payload-written-again",
                BAD,
                "The same JSON with one space more (THREATS P6).",
                aLicense()
                        .sign(LICENSE_A)
                        .envelope(
                                "a space in the payload",
                                change("payload", text -> again(text, ",\"serial\"", ", \"serial\""))));
        license(
                "payload-with-more-seats",
                BAD,
                "A person made two seats nine.",
                aLicense()
                        .sign(LICENSE_A)
                        .envelope(
                                "pool.size 9 in the payload",
                                change("payload", text -> again(text, "\"size\":2", "\"size\":9"))));
        license(
                "payload-bit-flipped",
                BAD,
                "One bit.",
                aLicense()
                        .sign(LICENSE_A)
                        .envelope(
                                "flip a bit of the payload's byte 60",
                                change("payload", text -> Dsse.base64(OddSignatures.flipped(decoded(text), 60)))));
        license(
                "payload-empty",
                BAD,
                "The signature is there, the payload is not.",
                aLicense().sign(LICENSE_A).envelope("payload becomes empty", it -> it.put("payload", "")));
        license(
                "payload-of-another-license",
                BAD,
                "The signature of one file on the payload of another.",
                aLicense()
                        .set("serial", 6)
                        .sign(LICENSE_A)
                        .envelope(
                                "payload of the sample",
                                it -> it.put("payload", Dsse.base64(Dsse.utf8(Json.write(Samples.license()))))));
        update(
                "file-name-changed",
                BAD,
                "The file name inside the payload was changed.",
                anUpdate()
                        .sign(UPDATE_B)
                        .envelope(
                                "fileName in the payload",
                                change("payload", text -> again(text, "lamp.sh", "pmal.sh"))));
    }

    private static Recipe over(String what, UnaryOperator<byte[]> signed) {
        return aLicense()
                .signature(what, payload -> Dsse.entry("license-a", Dsse.sign(LICENSE_A, signed.apply(payload))));
    }

    private static String again(String base64, String before, String after) {
        String text = new String(decoded(base64), java.nio.charset.StandardCharsets.UTF_8);
        return Dsse.base64(Dsse.utf8(text.replace(before, after)));
    }

    private static byte[] decoded(String base64) {
        return java.util.Base64.getDecoder().decode(base64);
    }

    private static byte[] hmac(byte[] secret, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(secret, "HmacSHA512"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
