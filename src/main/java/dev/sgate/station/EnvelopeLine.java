package dev.sgate.station;

import dev.sgate.seal.Keyring;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Verdict;
import dev.sgate.seal.VerifiedPayload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Verifies an envelope line that lies in memory, with all the checks of a file. */
final class EnvelopeLine {
    private EnvelopeLine() {}

    /** As {@link #verify(byte[], Keyring)}; the time that it took is counted. */
    static Verdict<VerifiedPayload> verify(byte[] line, Keyring keyring, Meter meter) {
        long begun = System.nanoTime();
        Verdict<VerifiedPayload> verdict = verify(line, keyring);
        meter.signatureVerified(Duration.ofNanos(System.nanoTime() - begun));
        return verdict;
    }

    static Verdict<VerifiedPayload> verify(byte[] line, Keyring keyring) {
        try {
            return new SealedFile(new ByteArrayInputStream(line)).open(keyring);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }
}
