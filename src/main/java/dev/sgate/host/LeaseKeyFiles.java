package dev.sgate.host;

import dev.sgate.license.lease.LeaseKeyset;
import dev.sgate.license.lease.LeaseRules;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Kid;
import dev.sgate.seal.SigningKey;
import dev.sgate.station.leasing.LeaseKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The site's lease keys in {@code keys/}: {@code lease.key}, PKCS#8 in PEM, mode 0600, signs; {@code lease-KID.pub} is the public half
 * of a retired one, base64 of its 32 bytes, a space, and when it was retired. The private half of a retired key is gone. Looked at anew
 * each time, so that a rotation by another process counts at once. Safe for use by several threads.
 */
public final class LeaseKeyFiles implements LeaseKeys {
    private static final String SECRET = "lease.key";

    private final Path folder;
    private Optional<Map<String, Object>> seen = Optional.empty();
    private Optional<LeaseKey> believed = Optional.empty();

    /** @param state the state folder; nothing is made before a key is needed */
    public LeaseKeyFiles(Path state) {
        this.folder = state.resolve("keys");
    }

    @Override
    public synchronized LeaseKey primary(Instant now) throws IOException {
        Path file = folder.resolve(SECRET);
        if (!Durable.isThere(file)) {
            Durable.makeFolder(folder, Durable.PRIVATE_FOLDER);
            Durable.create(file, PemKey.toPem(SigningKey.newEd25519(new SecureRandom())));
        }
        Map<String, Object> looks =
                Files.readAttributes(file, "unix:ino,size,lastModifiedTime,ctime,mode", LinkOption.NOFOLLOW_LINKS);
        if (believed.isEmpty() || !seen.equals(Optional.of(looks))) {
            believed = Optional.of(read(file));
            seen = Optional.of(looks);
        }
        return believed.get();
    }

    private static LeaseKey read(Path file) throws IOException {
        SigningKey key = PemKey.findSecret(file)
                .flatMap(PemKey::find)
                .filter(found -> found.publicKey() instanceof Ed25519PublicKey)
                .orElseThrow(() -> new IOException("the lease key " + file + " is damaged; restore it from the backup"
                        + " of this machine, or move it away: a new one is made, and applications must fetch it"));
        return new LeaseKey(LeaseKeyset.siteKid(publicHalf(key)), key);
    }

    private static Ed25519PublicKey publicHalf(SigningKey key) {
        return (Ed25519PublicKey) key.publicKey();
    }

    /** A power cut in the middle leaves the old one signing, and listed. */
    @Override
    public synchronized Kid rotate(Instant now) throws IOException {
        LeaseKey old = primary(now);
        String line = Base64.getEncoder().encodeToString(publicHalf(old.key()).raw()) + " " + now + "\n";
        // public first: a lease must never be out that no key verifies
        Durable.replace(retired(old.kid()), line.getBytes(StandardCharsets.US_ASCII));
        Durable.replace(folder.resolve(SECRET), PemKey.toPem(SigningKey.newEd25519(new SecureRandom())));
        return primary(now).kid();
    }

    private Path retired(Kid kid) {
        return folder.resolve("lease-" + kid.value() + ".pub");
    }

    @Override
    public synchronized LeaseKeyset keyset(Instant now, Duration offlineAtMost) throws IOException {
        LeaseKey primary = primary(now);
        Duration listedFor =
                LeaseRules.LONGEST.plus(LeaseRules.CLIENT_TOLERANCE).plus(offlineAtMost);
        Map<Kid, Ed25519PublicKey> keys = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "lease-*.pub")) {
            for (Path file : files) {
                findListed(Files.readString(file, StandardCharsets.ISO_8859_1), now.minus(listedFor))
                        .ifPresent(key -> keys.put(LeaseKeyset.siteKid(key), key));
            }
        }
        keys.put(primary.kid(), publicHalf(primary.key()));
        return new LeaseKeyset(primary.kid(), keys);
    }

    /** The key in such a line, while it is to be listed; a line that is none of ours lists nothing. */
    private static Optional<Ed25519PublicKey> findListed(String line, Instant retiredSince) {
        String[] words = line.strip().split(" ", 2);
        try {
            boolean listed = words.length == 2 && !Instant.parse(words[1]).isBefore(retiredSince);
            return listed ? Ed25519PublicKey.findRaw(Base64.getDecoder().decode(words[0])) : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException damaged) {
            return Optional.empty();
        }
    }
}
