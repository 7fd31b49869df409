package dev.sgate.cli;

import dev.sgate.seal.Keyring;
import dev.sgate.seal.Limits;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * The trust document that a command line names. Fails closed: where it is missing, unreadable, empty, no trust document, or may
 * be written by others, nothing is trusted, and {@link Keyring#whyNothing()} says why.
 */
final class TrustFile {
    private static final Set<PosixFilePermission> OTHERS_WRITE =
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private TrustFile() {}

    static Keyring read(Path file) {
        try {
            if (isWritableByOthers(file)) {
                return Keyring.nothing(file + " may be written by others than its owner");
            }
            byte[] content = content(file);
            return content.length == 0 ? Keyring.nothing(file + " is empty") : pinned(file, content);
        } catch (NoSuchFileException missing) {
            return Keyring.nothing(file + " is missing");
        } catch (IOException unreadable) {
            return Keyring.nothing(file + " cannot be read");
        }
    }

    private static boolean isWritableByOthers(Path file) throws IOException {
        return Files.getFileStore(file).supportsFileAttributeView("posix")
                && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS_WRITE::contains);
    }

    /** Never more than one byte over the largest trust document, so that the reader sees that it is too large. */
    private static byte[] content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(Limits.SMALL_ENVELOPE_MAX_BYTES + 2);
        }
    }

    private static Keyring pinned(Path file, byte[] content) {
        return switch (Keyring.pin(content)) {
            case Verdict.Accepted<Keyring>(Keyring keyring) -> keyring;
            case Verdict.Refused<Keyring>(Refusal refusal) ->
                Keyring.nothing(file + " is refused: " + refusal.code() + " "
                        + refusal.evidence().oneLine());
        };
    }
}
