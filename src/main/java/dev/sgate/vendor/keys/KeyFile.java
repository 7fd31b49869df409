package dev.sgate.vendor.keys;

import dev.sgate.seal.Kid;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.SigningKey;
import dev.sgate.seal.VerifyingKey;
import dev.sgate.seal.WireText;
import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.NewFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A vendor key on disk: the private half in {@code NAME.pem} (PKCS#8, mode 0600), the public half in {@code NAME.pub}. Both
 * carry the key's id, so that a renamed file still signs under the id that the trust document knows.
 */
public final class KeyFile {
    private static final String PRIVATE_ENDING = ".pem";
    private static final String PUBLIC_ENDING = ".pub";
    private static final long KEY_FILE_MAX_BYTES = 64 << 10;
    private static final Set<PosixFilePermission> NOT_THE_OWNER = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    /** A public key and the id it is known by. */
    public record PublicKey(Kid kid, VerifyingKey key) {
        /** The public half of this key. */
        public static PublicKey of(NamedKey named) {
            return new PublicKey(named.kid(), named.key().publicKey());
        }
    }

    private KeyFile() {}

    /** The id of a new key: what it is for, and the first 8 hex digits of its SubjectPublicKeyInfo's digest. */
    public static String defaultId(String purpose, SigningKey key) {
        return purpose + "-" + Sha256.of(key.publicKey().spki()).first8();
    }

    /**
     * Writes both halves of a new key into the folder; a file that is there already is never replaced.
     *
     * @return the private half's file
     */
    public static Path write(Path folder, String keyId, SigningKey key) throws IOException {
        return write(folder, keyId, key.toPkcs8InsecureSecret(), key.publicKey().spki());
    }

    /** The same with both halves in DER. */
    static Path write(Path folder, String keyId, byte[] pkcs8, byte[] spki) throws IOException {
        requireId(keyId);
        Path secret = folder.resolve(keyId + PRIVATE_ENDING);
        Path open = folder.resolve(keyId + PUBLIC_ENDING);
        if (Files.exists(open, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(open.toString());
        }
        NewFile.writeSecret(secret, PemFile.write(PemFile.PRIVATE_KEY, keyId, pkcs8));
        byte[] publicHalf = PemFile.write(PemFile.PUBLIC_KEY, keyId, spki);
        NewFile.write(open, out -> out.write(publicHalf));
        return secret;
    }

    /** The text of a public key's file: its id, and PEM. */
    public static String publicText(PublicKey key) {
        return new String(
                PemFile.write(PemFile.PUBLIC_KEY, key.kid().value(), key.key().spki()), StandardCharsets.US_ASCII);
    }

    /** The public half's file beside this private half. */
    public static Path publicHalf(Path secret) {
        return secret.resolveSibling(stem(secret) + PUBLIC_ENDING);
    }

    /** Reads a private key; refuses one that others than its owner may read. */
    public static NamedKey readSecret(Path file) throws IOException {
        requireOwnersAlone(file);
        PemFile pem = PemFile.read(file, text(file), PemFile.PRIVATE_KEY);
        SigningKey key = SigningKey.findPkcs8(pem.der())
                .orElseThrow(() -> new BadInput(file + " is neither an Ed25519 nor an RSA-4096 key"));
        return new NamedKey(kid(file, pem), key);
    }

    /** Reads private keys, in the order given. */
    public static List<NamedKey> readSecrets(List<Path> files) throws IOException {
        List<NamedKey> keys = new ArrayList<>();
        for (Path file : files) {
            keys.add(readSecret(file));
        }
        return keys;
    }

    /** Reads a public key. */
    public static PublicKey readPublic(Path file) throws IOException {
        PemFile pem = PemFile.read(file, text(file), PemFile.PUBLIC_KEY);
        Optional<VerifyingKey> key = Stream.of("ed25519", "rsa-4096")
                .flatMap(algorithm -> VerifyingKey.find(algorithm, pem.der()).stream())
                .findFirst();
        return new PublicKey(
                kid(file, pem),
                key.orElseThrow(() -> new BadInput(file + " is neither a full Ed25519 nor an RSA-4096 key")));
    }

    static void requireOwnersAlone(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")
                && Files.getPosixFilePermissions(file).stream().anyMatch(NOT_THE_OWNER::contains)) {
            throw new BadInput(file + " may be read by others than its owner; make it private: chmod 600 " + file);
        }
    }

    static Kid kid(Path file, PemFile pem) {
        return new Kid(requireId(pem.keyId().orElseGet(() -> stem(file))));
    }

    static String requireId(String keyId) {
        if (!WireText.isName(keyId)) {
            throw new BadInput("a key id has 1 to 64 letters, digits, dots, hyphens and underscores, not " + keyId);
        }
        return keyId;
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    static String text(Path file) throws IOException {
        if (Files.size(file) > KEY_FILE_MAX_BYTES) {
            throw new BadInput(file + " is too large for a key");
        }
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
