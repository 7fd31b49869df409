package dev.sgate.host;

import dev.sgate.seal.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.Optional;

/** A private key in a file of mode 0600: PKCS#8 in PEM. */
final class PemKey {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----\n";
    private static final String END = "\n-----END PRIVATE KEY-----\n";
    private static final int LINE_CHARS = 64;

    private PemKey() {}

    static byte[] toPem(SigningKey key) {
        String text = Base64.getMimeEncoder(LINE_CHARS, new byte[] {'\n'}).encodeToString(key.toPkcs8InsecureSecret());
        return (BEGIN + text + END).getBytes(StandardCharsets.US_ASCII);
    }

    /** The key in this text; empty for anything that is not one of ours. */
    static Optional<SigningKey> find(byte[] file) {
        String pem = new String(file, StandardCharsets.ISO_8859_1);
        if (!pem.startsWith(BEGIN) || !pem.endsWith(END) || pem.length() < BEGIN.length() + END.length()) {
            return Optional.empty();
        }
        try {
            String text = pem.substring(BEGIN.length(), pem.length() - END.length());
            return SigningKey.findPkcs8(Base64.getMimeDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /**
     * The bytes of a secret file; empty where it is not a regular file.
     *
     * @throws IOException if others may use it, or it cannot be read
     */
    static Optional<byte[]> findSecret(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        for (PosixFilePermission permission : Files.getPosixFilePermissions(file)) {
            if (!Durable.PRIVATE_FILE.contains(permission)) {
                throw new IOException("others may use the key " + file + "; if nobody did: chmod 600 " + file);
            }
        }
        return Optional.of(Files.readAllBytes(file));
    }
}
