package dev.sgate.seal;

import static dev.sgate.vectors.TestKeys.LICENSE_A;
import static dev.sgate.vectors.TestKeys.STRANGER;
import static dev.sgate.vectors.TestKeys.UPDATE_A;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.sgate.vectors.CountingStream;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealedFileTest {
    private static final Keyring KEYRING = TestKeys.keyring();

    @Test
    void aRefusedFileOf100MebibytesIsHardlyRead() throws IOException {
        byte[] envelope = Sealer.seal(PayloadType.UPDATE, Samples.update(), List.of(STRANGER));
        CountingStream in =
                new CountingStream(new SequenceInputStream(new ByteArrayInputStream(envelope), new Endless(100 << 20)));
        assertThat(new SealedFile(in).open(KEYRING)).isInstanceOf(Verdict.Refused.class);
        assertThat(in.count()).isLessThanOrEqualTo(64 << 10);
    }

    @Test
    void aFileWithoutALineIsReadForFourMebibytes() throws IOException {
        CountingStream in = new CountingStream(new Endless(Long.MAX_VALUE));
        assertThat(refusal(new SealedFile(in).open(KEYRING)).code()).isEqualTo(RefusalCode.TOO_LARGE);
        assertThat(in.count()).isEqualTo(Limits.ENVELOPE_MAX_BYTES);
    }

    @Test
    void anEndlessAttachmentIsReadOneByteTooFar() throws IOException {
        byte[] envelope = Sealer.seal(PayloadType.UPDATE, Samples.update(), List.of(UPDATE_A));
        CountingStream in = new CountingStream(
                new SequenceInputStream(new ByteArrayInputStream(envelope), new Endless(Long.MAX_VALUE)));
        SealedFile file = new SealedFile(in);
        Samples.get(file.open(KEYRING));
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        long length = 1_000_000;
        Verdict<Sha256> verdict = file.copyAttachment(length, Sha256.of(new byte[0]), copy, copied -> {});
        assertThat(refusal(verdict).code()).isEqualTo(RefusalCode.TRAILING_DATA);
        assertThat(in.count()).isEqualTo(envelope.length + length + 1);
        assertThat(copy.size()).isEqualTo((int) length);
    }

    @Test
    void aStreamThatGivesOneByteAtATimeIsReadAsWell() throws IOException {
        byte[] file = file();
        SealedFile sealed = new SealedFile(new Trickle(file));
        VerifiedPayload payload = Samples.get(sealed.open(KEYRING));
        assertThat(payload.type()).isEqualTo(PayloadType.UPDATE);
        assertThat(sealed.envelopeBytes()).isEqualTo(file.length - Samples.attachment().length);
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        List<Long> progress = new ArrayList<>();
        Sha256 digest = Samples.get(sealed.copyAttachment(
                Samples.attachment().length, Sha256.of(Samples.attachment()), copy, progress::add));
        assertThat(copy.toByteArray()).isEqualTo(Samples.attachment());
        assertThat(digest).isEqualTo(Sha256.of(Samples.attachment()));
        assertThat(progress).isSorted().endsWith((long) Samples.attachment().length);
    }

    /** At every length but the whole one, the file is refused: in the envelope, at the 4 KiB boundaries, everywhere. */
    @Test
    void everyCutIsRefused() throws IOException {
        byte[] file = file();
        for (int length = 0; length < file.length; length++) {
            assertThat(read(Arrays.copyOf(file, length)))
                    .as("cut to %d", length)
                    .isInstanceOf(Verdict.Refused.class);
        }
        assertThat(read(file)).isInstanceOf(Verdict.Accepted.class);
    }

    /** Whatever bit is different: refused, or the payload and the attachment are still the same. */
    @Test
    void noFlippedBitChangesTheMeaning() throws IOException {
        byte[] file = file();
        Sha256 identity = Samples.get(read(file));
        int accepted = 0;
        for (int bit = 0; bit < file.length * 8; bit++) {
            byte[] flipped = file.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            if (read(flipped) instanceof Verdict.Accepted<Sha256>(Sha256 found)) {
                assertThat(found).as("bit %d", bit).isEqualTo(identity);
                accepted++;
            }
        }
        assertThat(accepted).as("flips that do not matter").isLessThan(10);
    }

    @Test
    void aBrokenStickIsNoVerdict() {
        InputStream broken = new Broken();
        assertThatIOException().isThrownBy(() -> new SealedFile(broken).open(KEYRING));
        assertThatIOException()
                .isThrownBy(() -> new SealedFile(broken)
                        .copyAttachment(1, Sha256.of(new byte[1]), OutputStream.nullOutputStream(), copied -> {}));
    }

    @Test
    void theEnvelopeLineIsKeptAsItWasRead() throws IOException {
        byte[] line = Sealer.seal(PayloadType.LICENSE, Samples.license(), List.of(LICENSE_A));
        SealedFile file = new SealedFile(new ByteArrayInputStream(line));
        VerifiedPayload payload = Samples.get(file.open(KEYRING));
        assertThat(file.envelopeLine()).isEqualTo(Arrays.copyOf(line, line.length - 1));
        assertThat(payload.signers()).containsExactly(LICENSE_A.kid());
        assertThat(payload.identity()).isEqualTo(Sha256.of(Payloads.toJson(Samples.license())));
        assertThat(file.requireNoAttachment()).isEqualTo(Verdict.accepted((long) line.length));
    }

    private static byte[] file() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(Sealer.seal(PayloadType.UPDATE, Samples.update(), List.of(UPDATE_A)));
        file.writeBytes(Samples.attachment());
        return file.toByteArray();
    }

    /** The identity of the sample update, if envelope and attachment hold. */
    private static Verdict<Sha256> read(byte[] bytes) throws IOException {
        SealedFile file = new SealedFile(new ByteArrayInputStream(bytes));
        Verdict<VerifiedPayload> opened = file.open(KEYRING);
        if (!(opened instanceof Verdict.Accepted<VerifiedPayload>(VerifiedPayload payload))) {
            return Verdict.refused(refusal(opened));
        }
        return file.copyAttachment(
                        Samples.attachment().length,
                        Sha256.of(Samples.attachment()),
                        OutputStream.nullOutputStream(),
                        copied -> {})
                .map(digest -> payload.identity());
    }

    private static Refusal refusal(Verdict<?> verdict) {
        if (verdict instanceof Verdict.Refused<?>(Refusal refusal)) {
            return refusal;
        }
        throw new AssertionError(verdict);
    }

    /** A stick that was pulled. */
    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("Input/output error");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            throw new IOException("Input/output error");
        }
    }

    /** So many zeros. */
    private static final class Endless extends InputStream {
        private long left;

        Endless(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            int read = (int) Math.min(length, left);
            left -= read;
            Arrays.fill(bytes, offset, offset + read, (byte) 0);
            return read == 0 ? -1 : read;
        }
    }

    /** One byte at a time. */
    private static final class Trickle extends ByteArrayInputStream {
        Trickle(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] bytes, int offset, int length) {
            return super.read(bytes, offset, Math.min(1, length));
        }
    }
}
