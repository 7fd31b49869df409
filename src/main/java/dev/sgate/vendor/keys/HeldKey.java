package dev.sgate.vendor.keys;

import dev.sgate.seal.Kid;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.seal.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A private key of the vendor, wherever it is held: a file, or a token behind PKCS#11. Anything else that is a {@link
 * dev.sgate.seal.Signer}, e.g. a service that keeps keys, would be one more case here.
 *
 * @param named the key and its id
 * @param since when it was made, as far as its holder says: the date of the file, or of the certificate in the token
 */
public record HeldKey(NamedKey named, Instant since) {
    /** A key older than this is due to be followed by another one (C97). */
    public static final Duration OLD = Duration.ofDays(365);

    /**
     * Opens a key where it is held.
     *
     * @param word a file, or {@code pkcs11:token=...;object=...?module-path=...&pin-source=file:...} (RFC 7512)
     */
    public static HeldKey open(String word) throws IOException {
        if (Pkcs11Uri.isMeant(word)) {
            Pkcs11Uri uri = Pkcs11Uri.parse(word);
            Pkcs11Key key = Pkcs11Key.open(uri);
            return new HeldKey(
                    new NamedKey(new Kid(KeyFile.requireId(uri.object())), SigningKey.heldBy(key)), key.madeAt());
        }
        Path file = Path.of(word);
        NamedKey named = KeyFile.readSecret(file);
        return new HeldKey(named, Files.getLastModifiedTime(file).toInstant());
    }

    /** One line for the person who signs with it, where the key is more than a year old. */
    public Optional<String> reminder(Instant now) {
        return reminder(named.kid(), since, now);
    }

    /** The same for a key that is not at hand. */
    public static Optional<String> reminder(Kid kid, Instant since, Instant now) {
        Duration age = Duration.between(since, now);
        return age.compareTo(OLD) <= 0
                ? Optional.empty()
                : Optional.of("key " + kid + " is " + age.toDays()
                        + " days old; make a new one, and let `sgate trust next` put it beside this one");
    }
}
