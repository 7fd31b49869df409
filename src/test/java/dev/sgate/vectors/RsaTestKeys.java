package dev.sgate.vectors;

import dev.sgate.seal.SigningKey;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;

/** RSA TEST KEYS whose primes anybody can compute: the first prime at or above a number made from the key's name. */
final class RsaTestKeys {
    static final BigInteger EXPONENT = BigInteger.valueOf(65_537);

    private static final BigInteger P = spread("license-rsa p", 2048).add(BigInteger.valueOf(126));
    private static final BigInteger Q = spread("license-rsa q", 2048).add(BigInteger.valueOf(546));

    private RsaTestKeys() {}

    /** The 4096-bit key with the license role. */
    static SigningKey licenseKey() {
        BigInteger one = BigInteger.ONE;
        BigInteger secret = secretExponent();
        try {
            byte[] pkcs8 = KeyFactory.getInstance("RSA")
                    .generatePrivate(new RSAPrivateCrtKeySpec(
                            P.multiply(Q),
                            EXPONENT,
                            secret,
                            P,
                            Q,
                            secret.mod(P.subtract(one)),
                            secret.mod(Q.subtract(one)),
                            Q.modInverse(P)))
                    .getEncoded();
            return SigningKey.findPkcs8(pkcs8).orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static BigInteger secretExponent() {
        return EXPONENT.modInverse(P.subtract(BigInteger.ONE).multiply(Q.subtract(BigInteger.ONE)));
    }

    /** The modulus of {@link #licenseKey}. */
    static BigInteger modulus() {
        return P.multiply(Q);
    }

    /** A public key that nobody has the private half of: any odd number of that size as its modulus. */
    static byte[] spki(int bits, BigInteger exponent) {
        return spki(spread("modulus " + bits, bits), exponent);
    }

    static byte[] spki(BigInteger modulus, BigInteger exponent) {
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(modulus, exponent))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An odd number of exactly so many bits, its two highest set, made from the name. */
    private static BigInteger spread(String name, int bits) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < bits / 256; i++) {
            bytes.writeBytes(TestKeys.sha256(("sgate TEST KEY " + name + " " + i).getBytes(StandardCharsets.UTF_8)));
        }
        return new BigInteger(1, bytes.toByteArray()).setBit(0).setBit(bits - 1).setBit(bits - 2);
    }
}
