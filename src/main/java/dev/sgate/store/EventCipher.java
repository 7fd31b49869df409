package dev.sgate.store;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Events at rest: AES-256-GCM with a random nonce each, bound to this appliance and to the event's place (BEHAVIOUR 6), so that a
 * row copied from another machine, or to another place, does not open. Safe for use by several threads.
 *
 * <p>96 random bits are enough for 2^32 events under one key at a chance of a repeated nonce under 2^-32; an appliance writes
 * far fewer.
 */
final class EventCipher {
    /** An encrypted line; {@code bytes} end with the 16 bytes of the tag. */
    record Sealed(byte[] nonce, byte[] bytes) {}

    static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final UUID applianceId;
    private final SecureRandom random = new SecureRandom();

    EventCipher(byte[] key, UUID applianceId) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("the journal's key has " + KEY_BYTES + " bytes, not " + key.length);
        }
        this.key = new SecretKeySpec(key, "AES");
        this.applianceId = applianceId;
    }

    Sealed seal(long seq, byte[] line) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            return new Sealed(
                    nonce,
                    prepared(newCipher(), Cipher.ENCRYPT_MODE, seq, nonce).doFinal(line));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-256-GCM", e);
        }
    }

    /** For one reader: looking up a cipher costs more than an event does. Not for several threads. */
    Opener opener() {
        try {
            return new Opener(newCipher());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-256-GCM", e);
        }
    }

    /** Opens one event after the other. */
    final class Opener {
        private final Cipher cipher;

        private Opener(Cipher cipher) {
            this.cipher = cipher;
        }

        byte[] open(long seq, Sealed sealed) {
            try {
                return prepared(cipher, Cipher.DECRYPT_MODE, seq, sealed.nonce())
                        .doFinal(sealed.bytes());
            } catch (GeneralSecurityException e) {
                throw new LedgerFailure("event " + seq + " does not open with this appliance's journal key", e);
            }
        }
    }

    private static Cipher newCipher() throws GeneralSecurityException {
        return Cipher.getInstance("AES/GCM/NoPadding");
    }

    private Cipher prepared(Cipher cipher, int mode, long seq, byte[] nonce) throws GeneralSecurityException {
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(ByteBuffer.allocate(24)
                .putLong(applianceId.getMostSignificantBits())
                .putLong(applianceId.getLeastSignificantBits())
                .putLong(seq)
                .flip());
        return cipher;
    }
}
