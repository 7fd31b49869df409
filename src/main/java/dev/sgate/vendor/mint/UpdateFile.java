package dev.sgate.vendor.mint;

import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.vendor.BadInput;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * A {@code .sgupd} that a license is to carry. Its envelope is checked before the license is minted, its attachment while it is
 * copied behind the license's envelope.
 *
 * @param line the envelope line without its line feed
 */
public record UpdateFile(Path file, byte[] line, UpdateOffer offer) {
    /** Opens the file's envelope; refused as an appliance with this trust document would refuse it inside a license. */
    public static Verdict<UpdateFile> open(Path file, Keyring keyring) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            SealedFile sealed = new SealedFile(in);
            return sealed.open(keyring)
                    .then(payload -> UpdateOffer.openEmbedded(sealed.envelopeLine(), keyring))
                    .map(offer -> new UpdateFile(file, sealed.envelopeLine(), offer));
        }
    }

    /** Bytes of the attachment. */
    public long attachmentBytes() {
        return offer.app().length();
    }

    /**
     * Copies the attachment.
     *
     * @throws BadInput if it is not the one that the envelope names
     */
    void copyAttachment(OutputStream out, LongConsumer progress) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.skipNBytes(line.length + 1L);
            SealedFile rest = new SealedFile(in);
            if (rest.copyAttachment(offer.app().length(), offer.app().sha256(), out, progress)
                    instanceof Verdict.Refused<Sha256>(Refusal refusal)) {
                throw new BadInput(file + " is damaged: " + refusal.code() + " "
                        + refusal.evidence().oneLine());
            }
        }
    }
}
