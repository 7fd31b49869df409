package dev.sgate.vendor.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A key of one customer: what names the customer is sealed with it (AES-256-GCM), and gone when it is destroyed (E17). */
final class CustomerKey {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] secret;

    /** @param secret 32 bytes */
    CustomerKey(byte[] secret) {
        this.secret = secret.clone();
    }

    /** 32 random bytes. */
    static byte[] newSecret() {
        return random(KEY_BYTES);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /**
     * Seals these bytes.
     *
     * @param place the id of what they belong to: elsewhere they do not open
     * @return 12 bytes of nonce and what was sealed
     */
    byte[] seal(Object place, byte[] clear) {
        byte[] nonce = random(NONCE_BYTES);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, place, nonce).doFinal(clear);
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-256-GCM", e);
        }
    }

    /** Empty where another key sealed them, or they belong elsewhere. */
    Optional<byte[]> open(Object place, byte[] sealed) {
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, place, Arrays.copyOf(sealed, NONCE_BYTES));
            return Optional.of(cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
        } catch (GeneralSecurityException closed) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, Object place, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.toString().getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }
}
