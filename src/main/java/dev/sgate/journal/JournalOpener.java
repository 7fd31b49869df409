package dev.sgate.journal;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * The vendor's private journal keys, which open what {@link JournalRecipient} sealed (FORMATS, {@code .sgsync}). Several, because
 * journals that were written to an old key still come back after a new one was made. Safe for use by several threads.
 */
public final class JournalOpener {
    private static final JournalOpener NONE = new JournalOpener(Map.of());

    private final Map<String, byte[]> secrets;

    private JournalOpener(Map<String, byte[]> secrets) {
        this.secrets = secrets;
    }

    /** For a reader that was given no key. */
    public static JournalOpener none() {
        return NONE;
    }

    /**
     * With these keys.
     *
     * @param secrets X25519 private keys, 32 raw bytes each, by the key's id
     */
    public static JournalOpener of(Map<String, byte[]> secrets) {
        Map<String, byte[]> own = new HashMap<>();
        secrets.forEach((keyid, secret) -> own.put(keyid, Arrays.copyOf(secret, JournalRecipient.KEY_BYTES)));
        return new JournalOpener(own);
    }

    /**
     * The attachment as it was before it was encrypted; the very same where it was not.
     *
     * @return or {@code unsupported-version} where there is no key at all, {@code unknown-key} where none has the id that the segment
     *     names, {@code bad-signature} where that one does not open it: made for another key under this id, or for another
     *     appliance, export or part than the payload says
     */
    Verdict<byte[]> open(SegmentTerms terms, byte[] attachment) {
        return terms.events()
                .encryption()
                .map(encryption -> open(terms, encryption, attachment))
                .orElseGet(() -> Verdict.accepted(attachment));
    }

    private Verdict<byte[]> open(SegmentTerms terms, SegmentTerms.Encryption encryption, byte[] attachment) {
        if (secrets.isEmpty()) {
            return refused(RefusalCode.UNSUPPORTED_VERSION, encryption);
        }
        byte[] secret = secrets.get(encryption.keyid());
        if (secret == null) {
            return refused(RefusalCode.UNKNOWN_KEY, encryption);
        }
        byte[] info = JournalRecipient.info(terms.applianceId(), terms.exportSerial(), terms.part());
        try {
            HPKE hpke = JournalRecipient.suite();
            return Verdict.accepted(
                    hpke.setupBaseR(encryption.enc(), pair(hpke, secret), info).open(new byte[0], attachment));
        } catch (InvalidCipherTextException | IllegalStateException | IllegalArgumentException doesNotOpen) {
            // a point of low order ends in IllegalStateException, an attachment shorter than a tag in any of them
            return refused(RefusalCode.BAD_SIGNATURE, encryption);
        }
    }

    private static AsymmetricCipherKeyPair pair(HPKE hpke, byte[] secret) {
        byte[] open = new byte[JournalRecipient.KEY_BYTES];
        X25519.generatePublicKey(secret, 0, open, 0);
        return hpke.deserializePrivateKey(secret, open);
    }

    private static Verdict<byte[]> refused(RefusalCode code, SegmentTerms.Encryption encryption) {
        return Verdict.refused(Refusal.of(code, "field", "events.encryption").and("keyid", encryption.keyid()));
    }
}
