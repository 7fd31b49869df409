package dev.sgate.host;

import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Whether a file of the folder {@code keys} holds what it should, whoever may read it; changes and makes nothing. */
public enum KeyLook {
    /** There is no such file. */
    ABSENT,
    /** It holds a key of its kind. */
    SOUND,
    /** It holds something else, or is no regular file. */
    DAMAGED;

    private static final int SECRET_BYTES = 32;

    /** At {@code device.key}: a private key in PEM. */
    public static KeyLook device(Path file) throws IOException {
        return at(file, bytes -> PemKey.find(bytes).isPresent());
    }

    /** At {@code journal.key}: 32 bytes. */
    public static KeyLook journal(Path file) throws IOException {
        return at(file, bytes -> bytes.length == SECRET_BYTES);
    }

    /** At {@code personal.key}: 32 bytes. */
    public static KeyLook personal(Path file) throws IOException {
        return journal(file);
    }

    /** At {@code lease.key}: a private Ed25519 key in PEM. */
    public static KeyLook lease(Path file) throws IOException {
        return at(
                file,
                bytes -> PemKey.find(bytes)
                        .map(SigningKey::publicKey)
                        .filter(Ed25519PublicKey.class::isInstance)
                        .isPresent());
    }

    private static KeyLook at(Path file, Predicate<byte[]> isSound) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return ABSENT;
        }
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && isSound.test(Files.readAllBytes(file))
                ? SOUND
                : DAMAGED;
    }
}
