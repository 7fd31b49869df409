package dev.sgate.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.junit.jupiter.api.Test;

/** Parts that only the vendor can read. */
class EncryptedPartsTest extends PartsUnderTest {
    @Test
    void whereTheVendorNamedAKeyOnlyTheVendorCanRead() throws IOException, InvalidCipherTextException {
        AsymmetricCipherKeyPair vendor = JournalRecipient.suite().generatePrivateKey();
        byte[] publicKey = ((X25519PublicKeyParameters) vendor.getPublic()).getEncoded();
        List<EventLine> chain = Journals.chain(ChainHead.EMPTY, List.of("secret word", "two"));
        SegmentExport export =
                Journals.export(ChainHead.EMPTY, List.of(), Optional.of(new JournalRecipient("journal-1", publicKey)));

        List<SegmentPart> parts = write(export, chain);

        SegmentTerms.Events packed =
                Journals.open(spool.file(parts.getFirst())).terms().events();
        assertThat(packed.encryption().orElseThrow().keyid()).isEqualTo("journal-1");
        byte[] enc = packed.encryption().orElseThrow().enc();
        byte[] attachment = spool.attachment(parts.getFirst());
        assertThat(packed.length()).isEqualTo(attachment.length);
        assertThat(packed.sha256()).isEqualTo(Sha256.of(attachment));

        byte[] info = (PayloadType.JOURNAL.mediaType() + "\n" + Journals.APPLIANCE + "\n3\n1")
                .getBytes(StandardCharsets.UTF_8);
        HPKE hpke = new HPKE(HPKE.mode_base, (short) 0x0020, (short) 0x0001, (short) 0x0002);
        byte[] opened = hpke.setupBaseR(enc, vendor, info).open(new byte[0], attachment);
        assertThat(gunzip(opened))
                .isEqualTo(chain.get(0).text() + "\n" + chain.get(1).text() + "\n")
                .hasSize((int) packed.unpackedLength());
        byte[] ofPartTwo = (PayloadType.JOURNAL.mediaType() + "\n" + Journals.APPLIANCE + "\n3\n2")
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> hpke.setupBaseR(enc, vendor, ofPartTwo).open(new byte[0], attachment))
                .isInstanceOf(InvalidCipherTextException.class);
    }

    /** The appliance has 64 MiB for everything, and an encrypted part lies in memory whole. */
    @Test
    void encryptedPartsAreSmaller() throws IOException {
        byte[] publicKey = ((X25519PublicKeyParameters)
                        JournalRecipient.suite().generatePrivateKey().getPublic())
                .getEncoded();
        Random random = new Random(3);
        List<EventLine> chain = Journals.chain(
                ChainHead.EMPTY,
                IntStream.range(0, 100)
                        .mapToObj(i -> incompressible(random, 44_000))
                        .toList());

        List<SegmentPart> parts = write(
                Journals.export(ChainHead.EMPTY, List.of(), Optional.of(new JournalRecipient("journal-1", publicKey))),
                chain);

        assertThat(parts).hasSizeGreaterThan(2).allMatch(part -> part.attachmentBytes() <= 2 << 20);
        assertFollowEachOther(parts, chain.getLast().head());
    }
}
