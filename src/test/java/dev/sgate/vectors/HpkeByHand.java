package dev.sgate.vectors;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * HPKE in base mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM, written from RFC 9180 on the JDK alone: a second
 * opinion on what the product does with Bouncy Castle. One message, empty aad.
 */
final class HpkeByHand {
    private static final byte[] KEM = join(text("KEM"), new byte[] {0, 0x20});
    private static final byte[] SUITE = join(text("HPKE"), new byte[] {0, 0x20, 0, 1, 0, 2});
    private static final byte[] NONE = new byte[0];

    /** A message, and the sender's public key that belongs to it. */
    record Sealed(byte[] enc, byte[] message) {}

    private HpkeByHand() {}

    /** A TEST KEY: the private key of this name, 32 bytes. */
    static byte[] secret(String name) {
        return TestKeys.sha256(text("sgate TEST KEY " + name));
    }

    static byte[] publicKey(byte[] secret) {
        byte[] nine = new byte[32];
        nine[0] = 9;
        return agree(secret, nine);
    }

    /** Seals with a sender's key that is always the same, so that vectors are. */
    static Sealed seal(byte[] recipient, byte[] info, byte[] message) {
        byte[] sender = secret("hpke sender");
        byte[] enc = publicKey(sender);
        byte[] shared = shared(agree(sender, recipient), enc, recipient);
        return new Sealed(enc, aes(Cipher.ENCRYPT_MODE, shared, info, message));
    }

    static byte[] open(byte[] secret, byte[] enc, byte[] info, byte[] message) {
        byte[] shared = shared(agree(secret, enc), enc, publicKey(secret));
        return aes(Cipher.DECRYPT_MODE, shared, info, message);
    }

    private static byte[] shared(byte[] dh, byte[] enc, byte[] recipient) {
        return expand(KEM, extract(KEM, NONE, "eae_prk", dh), "shared_secret", join(enc, recipient), 32);
    }

    private static byte[] aes(int mode, byte[] shared, byte[] info, byte[] message) {
        byte[] context = join(
                new byte[] {0}, extract(SUITE, NONE, "psk_id_hash", NONE), extract(SUITE, NONE, "info_hash", info));
        byte[] secret = extract(SUITE, shared, "secret", NONE);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    mode,
                    new SecretKeySpec(expand(SUITE, secret, "key", context, 32), "AES"),
                    new GCMParameterSpec(128, expand(SUITE, secret, "base_nonce", context, 12)));
            return cipher.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] extract(byte[] suite, byte[] salt, String label, byte[] input) {
        return hmac(salt.length == 0 ? new byte[32] : salt, join(text("HPKE-v1"), suite, text(label), input));
    }

    private static byte[] expand(byte[] suite, byte[] key, String label, byte[] info, int length) {
        byte[] labeled = join(new byte[] {0, (byte) length}, text("HPKE-v1"), suite, text(label), info);
        return Arrays.copyOf(hmac(key, join(labeled, new byte[] {1})), length);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] agree(byte[] secret, byte[] point) {
        try {
            KeyFactory factory = KeyFactory.getInstance("X25519");
            PrivateKey own = factory.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret));
            XECPublicKey other = (XECPublicKey) factory.generatePublic(
                    new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, reversed(point))));
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(own);
            agreement.doPhase(other, true);
            return agreement.generateSecret();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
