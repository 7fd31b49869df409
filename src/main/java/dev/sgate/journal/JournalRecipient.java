package dev.sgate.journal;

import dev.sgate.seal.PayloadType;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;

/**
 * The vendor's X25519 key that an export is also encrypted to: HPKE, base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256,
 * AES-256-GCM, one message a part, empty aad (RFC 9180; FORMATS, {@code .sgsync}).
 *
 * @param x25519 32 raw bytes
 */
public record JournalRecipient(String keyid, byte[] x25519) {
    static final int KEY_BYTES = 32;

    /** A part's attachment as only the vendor can open it; {@code enc} belongs in the payload. */
    record SealedPart(byte[] enc, byte[] attachment) {}

    public JournalRecipient {
        if (x25519.length != KEY_BYTES) {
            throw new IllegalArgumentException("an X25519 key has " + KEY_BYTES + " bytes, not " + x25519.length);
        }
    }

    SealedPart seal(byte[] info, byte[] attachment) {
        HPKE hpke = suite();
        HPKEContextWithEncapsulation context = hpke.setupBaseS(hpke.deserializePublicKey(x25519), info);
        try {
            return new SealedPart(context.getEncapsulation(), context.seal(new byte[0], attachment));
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("sealing reads no cipher text", e);
        }
    }

    /** The suite 0x0020/0x0001/0x0002. */
    static HPKE suite() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    }

    /** What binds the message to its place: payload type, appliance, export and part, a line feed between. */
    static byte[] info(UUID applianceId, long exportSerial, long part) {
        String info = String.join(
                "\n",
                PayloadType.JOURNAL.mediaType(),
                applianceId.toString(),
                Long.toString(exportSerial),
                Long.toString(part));
        return info.getBytes(StandardCharsets.UTF_8);
    }
}
