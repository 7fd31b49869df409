package dev.sgate.vendor.keys;

import dev.sgate.journal.JournalOpener;
import dev.sgate.license.LicenseTerms.JournalKey;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.X25519Key;
import dev.sgate.vendor.BadInput;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * The vendor's key for journals on disk, an X25519 pair as {@link KeyFile} keeps the others: {@code NAME.pem} opens what came back
 * and stays at the desk, {@code NAME.pub} goes into bundles. It signs nothing and stands in no trust document.
 */
public final class JournalKeyFile {
    private static final byte[] PKCS8_PREFIX = HexFormat.of().parseHex("302e020100300506032b656e04220420");
    private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b656e032100");

    private JournalKeyFile() {}

    /**
     * Makes a new pair and writes both halves; a file that is there already is never replaced.
     *
     * @param id empty for {@code journal-} and the first 8 hex digits of the public half's digest
     * @return the private half's file
     */
    public static Path make(Path folder, Optional<String> id, SecureRandom random) throws IOException {
        byte[] secret = new byte[X25519.SCALAR_SIZE];
        X25519.generatePrivateKey(random, secret);
        byte[] open = new byte[X25519.POINT_SIZE];
        X25519.generatePublicKey(secret, 0, open, 0);
        byte[] spki = join(SPKI_PREFIX, open);
        return KeyFile.write(
                folder, id.orElseGet(() -> "journal-" + Sha256.of(spki).first8()), join(PKCS8_PREFIX, secret), spki);
    }

    /** Reads a public half, as a bundle names it. */
    public static JournalKey readPublic(Path file) throws IOException {
        PemFile pem = PemFile.read(file, KeyFile.text(file), PemFile.PUBLIC_KEY);
        byte[] open = raw(file, pem, SPKI_PREFIX);
        if (X25519Key.isWeak(open)) {
            throw new BadInput(file + " is a weak journal key; make one with: sgate keygen --role journal");
        }
        return new JournalKey(KeyFile.kid(file, pem).value(), open);
    }

    /** Reads private halves; refuses one that others than its owner may read. */
    public static JournalOpener readSecrets(List<Path> files) throws IOException {
        Map<String, byte[]> secrets = new HashMap<>();
        for (Path file : files) {
            KeyFile.requireOwnersAlone(file);
            PemFile pem = PemFile.read(file, KeyFile.text(file), PemFile.PRIVATE_KEY);
            String keyid = KeyFile.kid(file, pem).value();
            if (secrets.put(keyid, raw(file, pem, PKCS8_PREFIX)) != null) {
                throw new BadInput("two journal keys with one id: " + keyid);
            }
        }
        return files.isEmpty() ? JournalOpener.none() : JournalOpener.of(secrets);
    }

    private static byte[] raw(Path file, PemFile pem, byte[] prefix) {
        byte[] der = pem.der();
        if (der.length != prefix.length + X25519.POINT_SIZE
                || !Arrays.equals(der, 0, prefix.length, prefix, 0, prefix.length)) {
            throw new BadInput(file + " is no journal key (X25519); make one with: sgate keygen --role journal");
        }
        return Arrays.copyOfRange(der, prefix.length, der.length);
    }

    private static byte[] join(byte[] prefix, byte[] raw) {
        byte[] der = Arrays.copyOf(prefix, prefix.length + raw.length);
        System.arraycopy(raw, 0, der, prefix.length, raw.length);
        return der;
    }
}
