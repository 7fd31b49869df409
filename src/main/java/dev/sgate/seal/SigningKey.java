package dev.sgate.seal;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A private key that signs. The bytes of the key leave this class only through {@link #toPkcs8InsecureSecret()}, so that one text
 * search finds every place that touches them. Immutable and safe for use by several threads.
 */
public final class SigningKey {
    /** PKCS#8 of an Ed25519 seed: all that precedes the 32 bytes (RFC 8410). */
    private static final byte[] ED25519_PKCS8_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private static final int SEED_BYTES = Ed25519.SECRET_KEY_SIZE;

    private final VerifyingKey publicKey;
    private final Optional<byte[]> pkcs8;
    private final Signing signing;

    private interface Signing {
        byte[] sign(byte[] message);
    }

    private SigningKey(VerifyingKey publicKey, byte[] pkcs8, Signing signing) {
        this(publicKey, Optional.of(pkcs8), signing);
    }

    private SigningKey(VerifyingKey publicKey, Optional<byte[]> pkcs8, Signing signing) {
        this.publicKey = publicKey;
        this.pkcs8 = pkcs8;
        this.signing = signing;
    }

    /** A key that somebody else holds: its bytes are never here. */
    public static SigningKey heldBy(Signer signer) {
        return new SigningKey(signer.publicKey(), Optional.empty(), signer::sign);
    }

    /** A new Ed25519 key. */
    public static SigningKey newEd25519(SecureRandom random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return ofEd25519Seed(seed);
    }

    /** A new RSA key of 4096 bits; takes seconds. */
    public static SigningKey newRsa4096(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(Rsa4096PublicKey.MODULUS_BITS, random);
            return ofRsa(generator.generateKeyPair().getPrivate().getEncoded())
                    .orElseThrow(() -> new IllegalStateException("the JDK made an RSA key of another size"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    /** The key in this PKCS#8 encoding; empty unless it is a plain Ed25519 or an RSA key of 4096 bits. */
    public static Optional<SigningKey> findPkcs8(byte[] pkcs8) {
        int prefix = ED25519_PKCS8_PREFIX.length;
        boolean ed25519 =
                pkcs8.length == prefix + SEED_BYTES && Arrays.equals(pkcs8, 0, prefix, ED25519_PKCS8_PREFIX, 0, prefix);
        return ed25519 ? Optional.of(ofEd25519Seed(Arrays.copyOfRange(pkcs8, prefix, pkcs8.length))) : ofRsa(pkcs8);
    }

    private static SigningKey ofEd25519Seed(byte[] seed) {
        byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, point, 0);
        VerifyingKey publicKey = Ed25519PublicKey.findRaw(point)
                .orElseThrow(() -> new IllegalStateException("a public key made from a seed is always a full key"));
        byte[] pkcs8 = Arrays.copyOf(ED25519_PKCS8_PREFIX, ED25519_PKCS8_PREFIX.length + SEED_BYTES);
        System.arraycopy(seed, 0, pkcs8, ED25519_PKCS8_PREFIX.length, SEED_BYTES);
        return new SigningKey(publicKey, pkcs8, message -> {
            byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
            Ed25519.sign(seed, 0, point, 0, message, 0, message.length, signature, 0);
            return signature;
        });
    }

    private static Optional<SigningKey> ofRsa(byte[] pkcs8) {
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            if (!(factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)) instanceof RSAPrivateCrtKey key)) {
                return Optional.empty();
            }
            byte[] spki = factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()))
                    .getEncoded();
            return Rsa4096PublicKey.find(spki)
                    .map(publicKey -> new SigningKey(publicKey, pkcs8.clone(), message -> {
                        try {
                            Signature signature = Signature.getInstance(Rsa4096PublicKey.SIGNATURE_ALGORITHM);
                            signature.initSign(key);
                            signature.update(message);
                            return signature.sign();
                        } catch (GeneralSecurityException e) {
                            throw new IllegalStateException("the JDK took this key when it was read", e);
                        }
                    }));
        } catch (GeneralSecurityException notAKey) {
            return Optional.empty();
        }
    }

    /** The public half. */
    public VerifyingKey publicKey() {
        return publicKey;
    }

    /** The signature over exactly these bytes: 64 bytes for Ed25519, 512 for RSA-4096. */
    public byte[] sign(byte[] message) {
        return signing.sign(message);
    }

    /**
     * The private key in PKCS#8: for a key file of mode 0600, for nothing else.
     *
     * @throws IllegalStateException if the key is {@link #heldBy} somebody else
     */
    public byte[] toPkcs8InsecureSecret() {
        return pkcs8.orElseThrow(() -> new IllegalStateException("this key is held elsewhere, and stays there"))
                .clone();
    }
}
