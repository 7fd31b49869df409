package dev.sgate.seal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * One sealed file while it is read, once and from front to back (FORMATS, "The container"): first {@link #open}, then either
 * {@link #copyAttachment} or {@link #requireNoAttachment}. Nothing in it is believed before {@code open} accepts it. The caller
 * closes the stream. Not for use by several threads.
 */
public final class SealedFile {
    /** What is read from the stream at a time while looking for the end of the envelope: 16 KiB. */
    private static final int ENVELOPE_STEP_BYTES = 16 << 10;

    /** What is read from the stream at a time while copying an attachment: 256 KiB. */
    private static final int COPY_STEP_BYTES = 256 << 10;

    private final InputStream in;
    private byte[] line = new byte[0];
    private byte[] readAhead = new byte[0];
    private long envelopeBytes;
    private boolean signedByHeldRoots;

    public SealedFile(InputStream in) {
        this.in = in;
    }

    /**
     * Reads the envelope and checks size, syntax, signatures, payload type and role, in this order. The stream then stands behind
     * the envelope. Reads at most {@link Limits#ENVELOPE_MAX_BYTES} for it.
     *
     * @throws IOException if the stream fails; that is the medium's fault and not a verdict on the file
     */
    public Verdict<VerifiedPayload> open(Keyring keyring) throws IOException {
        Optional<Refusal> tooLarge = readLine(Limits.ENVELOPE_MAX_BYTES);
        if (tooLarge.isPresent()) {
            return Verdict.refused(tooLarge.get());
        }
        try {
            return verify(Envelope.parse(line), keyring);
        } catch (Malformed malformed) {
            return Verdict.refused(malformed.refusal());
        }
    }

    private Verdict<VerifiedPayload> verify(Envelope envelope, Keyring keyring) {
        Optional<PayloadType> type = PayloadType.find(envelope.payloadType());
        if (type.equals(Optional.of(PayloadType.JOURNAL))) {
            return SignatureCheck.byDevice(envelope)
                    .map(key -> new VerifiedPayload(
                            PayloadType.JOURNAL,
                            envelope.payload(),
                            java.util.Set.of(key.deviceKid()),
                            keyring,
                            Optional.of(key)));
        }
        if (type.equals(Optional.of(PayloadType.TRUST))) {
            signedByHeldRoots = TrustCheck.isSignedByHeldRoots(envelope, keyring);
            return TrustCheck.verify(envelope, keyring);
        }
        if (keyring.document().isEmpty()) {
            return SignatureCheck.nothingBelieved(envelope, keyring);
        }
        TrustDocument document = keyring.document().get();
        return SignatureCheck.validSigners(envelope, document).then(signers -> {
            if (type.isEmpty() || type.get() == PayloadType.LEASE_KEY) {
                return Verdict.refused(
                        Refusal.of(RefusalCode.UNSUPPORTED_VERSION, "payloadType", envelope.payloadType()));
            }
            Role role = type.get() == PayloadType.LICENSE ? Role.LICENSE : Role.UPDATE;
            return SignatureCheck.requireHolders(document, role, signers, "")
                    .map(holders ->
                            new VerifiedPayload(type.get(), envelope.payload(), signers, keyring, Optional.empty()));
        });
    }

    /**
     * The version that the file claims as a trust document: nobody's word, and good for nothing but to decide which of several files
     * is opened first. Reads at most {@link Limits#SMALL_ENVELOPE_MAX_BYTES}. The stream is used up.
     *
     * @return empty for every other file, and for one that cannot be read
     * @throws IOException if the stream fails
     */
    public OptionalLong claimedTrustVersion() throws IOException {
        return readLine(Limits.SMALL_ENVELOPE_MAX_BYTES + 1).isPresent()
                ? OptionalLong.empty()
                : TrustCheck.claimedVersion(line);
    }

    private Optional<Refusal> readLine(int limitBytes) throws IOException {
        byte[] buffer = new byte[ENVELOPE_STEP_BYTES];
        int filled = 0;
        while (true) {
            if (filled == buffer.length) {
                if (filled == limitBytes) {
                    return Optional.of(Refusal.of(RefusalCode.TOO_LARGE, "limitBytes", limitBytes));
                }
                buffer = Arrays.copyOf(buffer, Math.min(limitBytes, buffer.length * 2));
            }
            int read = in.read(buffer, filled, Math.min(ENVELOPE_STEP_BYTES, buffer.length - filled));
            int end = read < 0 ? filled : indexOfLineFeed(buffer, filled, filled + read);
            if (read < 0 || end >= 0) {
                line = Arrays.copyOf(buffer, end);
                readAhead = read < 0 ? new byte[0] : Arrays.copyOfRange(buffer, end + 1, filled + read);
                envelopeBytes = read < 0 ? end : end + 1L;
                return Optional.empty();
            }
            filled += read;
        }
    }

    private static int indexOfLineFeed(byte[] buffer, int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** The envelope line as it was read, without its line feed; empty before {@link #open}. Treat as read-only. */
    public byte[] envelopeLine() {
        return line;
    }

    /** How many bytes of the file the envelope takes, with its line feed. */
    public long envelopeBytes() {
        return envelopeBytes;
    }

    /**
     * Whether this is a trust document that the root keys held here signed, as many as their threshold asks for: then signature and
     * role held, whatever was wrong with it otherwise. False before {@link #open}.
     */
    public boolean isSignedByHeldRoots() {
        return signedByHeldRoots;
    }

    /** Checks that the file ends where its envelope ends. Reads at most one byte more. */
    public Verdict<Long> requireNoAttachment() throws IOException {
        return readAhead.length > 0 || in.read() >= 0
                ? Verdict.refused(Refusal.of(RefusalCode.TRAILING_DATA, "expectedBytes", envelopeBytes))
                : Verdict.accepted(envelopeBytes);
    }

    /**
     * Copies the attachment while hashing it, and checks that it has exactly this length and digest and that the file ends there.
     * Reads at most one byte more than {@code length}. After a refusal the copy is worthless and the caller's to discard.
     *
     * @param progress told the number of bytes copied so far, about every 256 KiB
     * @return the digest, or a refusal with {@code truncated}, {@code trailing-data} or {@code digest-mismatch}
     */
    public Verdict<Sha256> copyAttachment(long length, Sha256 expected, OutputStream out, LongConsumer progress)
            throws IOException {
        MessageDigest digest = Sha256.newDigest();
        int ahead = (int) Math.min(readAhead.length, length);
        digest.update(readAhead, 0, ahead);
        out.write(readAhead, 0, ahead);
        long copied = ahead;
        byte[] buffer = new byte[COPY_STEP_BYTES];
        while (copied < length) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, length - copied));
            if (read < 0) {
                return Verdict.refused(Refusal.of(RefusalCode.TRUNCATED, "expectedBytes", length)
                        .and("foundBytes", copied));
            }
            digest.update(buffer, 0, read);
            out.write(buffer, 0, read);
            copied += read;
            progress.accept(copied);
        }
        if (readAhead.length > ahead || in.read() >= 0) {
            return Verdict.refused(Refusal.of(RefusalCode.TRAILING_DATA, "expectedBytes", envelopeBytes + length));
        }
        Sha256 found = Sha256.ofRaw(digest.digest());
        return found.equals(expected)
                ? Verdict.accepted(found)
                : Verdict.refused(Refusal.of(RefusalCode.DIGEST_MISMATCH, "expected", expected)
                        .and("found", found));
    }
}
