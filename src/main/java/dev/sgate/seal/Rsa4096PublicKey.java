package dev.sgate.seal;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;

/**
 * An RSA public key of exactly 4096 bits with e = 65537, verified as PKCS#1 v1.5 with SHA-256 by the JDK. Other sizes and
 * exponents are refused at enrolment: small exponents invite forgeries, huge keys eat time (THREATS P10).
 */
public final class Rsa4096PublicKey implements VerifyingKey {
    static final String ALGORITHM = "rsa-4096";

    static final int MODULUS_BITS = 4096;
    static final String SIGNATURE_ALGORITHM = "SHA256withRSA";

    private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);
    private static final int SIGNATURE_BYTES = MODULUS_BITS / 8;
    private static final int SPKI_MAX_BYTES = 600; // a DER SubjectPublicKeyInfo of 4096 bits has 550

    private final RSAPublicKey key;

    private Rsa4096PublicKey(RSAPublicKey key) {
        this.key = key;
    }

    static Optional<Rsa4096PublicKey> find(byte[] spki) {
        if (spki.length > SPKI_MAX_BYTES) {
            return Optional.empty();
        }
        try {
            return find(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(spki)), spki);
        } catch (InvalidKeySpecException notAKey) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    private static Optional<Rsa4096PublicKey> find(java.security.PublicKey key, byte[] spki) {
        return key instanceof RSAPublicKey rsa
                        && rsa.getModulus().bitLength() == MODULUS_BITS
                        && rsa.getPublicExponent().equals(EXPONENT)
                        && Arrays.equals(rsa.getEncoded(), spki)
                ? Optional.of(new Rsa4096PublicKey(rsa))
                : Optional.empty();
    }

    @Override
    public String algorithm() {
        return ALGORITHM;
    }

    @Override
    public byte[] spki() {
        return key.getEncoded();
    }

    @Override
    public boolean verifies(byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(SIGNATURE_ALGORITHM);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException notASignature) {
            return false;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("the JDK took this key at enrolment", e);
        }
    }
}
