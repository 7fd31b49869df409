package dev.sgate.host;

import dev.sgate.license.lease.LeaseKeyset;
import dev.sgate.license.lease.LeaseRules;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Kid;
import dev.sgate.seal.SigningKey;
import dev.sgate.station.Announcements;
import dev.sgate.station.LogEvent;
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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * The site's lease keys in {@code keys/}: {@code lease.key}, PKCS#8 in PEM, mode 0600, signs; {@code lease-KID.pub} is the public half
 * of a retired one, base64 of its 32 bytes, a space, and when it was retired. The private half of a retired key is gone. Looked at anew
 * each time, so that a rotation by another process counts at once. Safe for use by several threads.
 *
 * <p>{@code lease.pub} is the public half of the key that signed last, in the same form. By it a key that vanishes is noticed: a new
 * one is made and that is announced, and the lost one stays listed like a retired one.
 */
public final class LeaseKeyFiles implements LeaseKeys {
    private static final String SECRET = "lease.key";
    private static final String NOTED = "lease.pub";
    private static final String NEXT =
            ", and applications fetch the new one by themselves; give it to those that have a fixed list"
                    + " of keys, or put the old file back from the backup. Find out who removed it";

    private final Path folder;
    private final BooleanSupplier leasesWereGiven;
    private final Announcements announcements;
    private Optional<Map<String, Object>> seen = Optional.empty();
    private Optional<LeaseKey> believed = Optional.empty();

    /**
     * The keys of one site.
     *
     * @param state the state folder; nothing is made before a key is needed
     * @param leasesWereGiven whether applications have leases from here: where there is no key any more, one was lost then
     * @param announcements is told of a lost key
     */
    public LeaseKeyFiles(Path state, BooleanSupplier leasesWereGiven, Announcements announcements) {
        this.folder = state.resolve("keys");
        this.leasesWereGiven = leasesWereGiven;
        this.announcements = announcements;
    }

    @Override
    public synchronized LeaseKey primary(Instant now) throws IOException {
        Path file = folder.resolve(SECRET);
        if (!Durable.isThere(file)) {
            makeAnew(file);
        }
        Map<String, Object> looks =
                Files.readAttributes(file, "unix:ino,size,lastModifiedTime,ctime,mode", LinkOption.NOFOLLOW_LINKS);
        if (believed.isEmpty() || !seen.equals(Optional.of(looks))) {
            LeaseKey read = read(file);
            note(read, now);
            believed = Optional.of(read);
            seen = Optional.of(looks);
        }
        return believed.get();
    }

    /** Quiet at the first need; where {@link #note} cannot notice that a key was lost, the leases that are out tell it. */
    private void makeAnew(Path file) throws IOException {
        Durable.makeFolder(folder, Durable.PRIVATE_FOLDER);
        boolean lost = !Durable.isThere(folder.resolve(NOTED)) && leasesWereGiven.getAsBoolean();
        SigningKey fresh = SigningKey.newEd25519(new SecureRandom());
        Durable.create(file, PemKey.toPem(fresh));
        if (lost) {
            announcements.announce(
                    LogEvent.LEASE_KEY_LOST,
                    "the lease key was lost; a new one signs now, " + LeaseKeyset.siteKid(publicHalf(fresh)),
                    file + " and what was noted of it are gone, and leases were given",
                    "leases of the lost key are good only where applications know it already" + NEXT);
        }
    }

    /** Whatever signed last stays listed when another key takes its place, also where no rotation put it there. */
    private void note(LeaseKey key, Instant now) throws IOException {
        Path noted = folder.resolve(NOTED);
        Optional<Ed25519PublicKey> last =
                Durable.isThere(noted) ? Listed.find(noted).map(Listed::key) : Optional.empty();
        if (last.map(LeaseKeyset::siteKid).equals(Optional.of(key.kid()))) {
            return;
        }
        if (last.isPresent() && !Durable.isThere(retired(LeaseKeyset.siteKid(last.get())))) {
            Kid lost = LeaseKeyset.siteKid(last.get());
            announcements.announce(
                    LogEvent.LEASE_KEY_LOST,
                    "the lease key " + lost + " was lost; another one signs now, " + key.kid(),
                    folder.resolve(SECRET) + " was gone or replaced, and not by a rotation",
                    "leases of the lost key stay good" + NEXT);
            Durable.replace(retired(lost), line(last.get(), now));
        }
        Durable.replace(noted, line(publicHalf(key.key()), now));
    }

    private static byte[] line(Ed25519PublicKey key, Instant since) {
        return (Base64.getEncoder().encodeToString(key.raw()) + " " + since + "\n").getBytes(StandardCharsets.US_ASCII);
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
        // public first: a lease must never be out that no key verifies
        Durable.replace(retired(old.kid()), line(publicHalf(old.key()), now));
        Durable.replace(folder.resolve(SECRET), PemKey.toPem(SigningKey.newEd25519(new SecureRandom())));
        return primary(now).kid();
    }

    private Path retired(Kid kid) {
        return folder.resolve("lease-" + kid.value() + ".pub");
    }

    @Override
    public synchronized LeaseKeyset keyset(Instant now, Duration offlineAtMost) throws IOException {
        LeaseKey primary = primary(now);
        Map<Kid, Ed25519PublicKey> keys = new TreeMap<>();
        for (Listed retired : listed(now, offlineAtMost)) {
            keys.put(retired.kid(), retired.key());
        }
        keys.put(primary.kid(), publicHalf(primary.key()));
        return new LeaseKeyset(primary.kid(), keys);
    }

    @Override
    public synchronized Map<Kid, Instant> listedUntil(Instant now, Duration offlineAtMost) throws IOException {
        Kid primary = primary(now).kid();
        Map<Kid, Instant> until = new TreeMap<>();
        for (Listed retired : listed(now, offlineAtMost)) {
            until.put(retired.kid(), retired.since().plus(usableFor(offlineAtMost)));
        }
        until.remove(primary);
        return until;
    }

    /** The retired keys that a lease in use may be signed with. */
    private List<Listed> listed(Instant now, Duration offlineAtMost) throws IOException {
        Instant retiredSince = now.minus(usableFor(offlineAtMost));
        List<Listed> keys = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "lease-*.pub")) {
            for (Path file : files) {
                Listed.find(file)
                        .filter(listed -> !listed.since().isBefore(retiredSince))
                        .ifPresent(keys::add);
            }
        }
        return keys;
    }

    /** How long after a lease's issue a client may still use it. */
    private static Duration usableFor(Duration offlineAtMost) {
        return LeaseRules.LONGEST.plus(LeaseRules.CLIENT_TOLERANCE).plus(offlineAtMost);
    }

    /** What such a file says: a key, and since when. */
    private record Listed(Ed25519PublicKey key, Instant since) {
        Kid kid() {
            return LeaseKeyset.siteKid(key);
        }

        /** A line that is none of ours lists nothing. */
        static Optional<Listed> find(Path file) throws IOException {
            String[] words =
                    Files.readString(file, StandardCharsets.ISO_8859_1).strip().split(" ", 2);
            try {
                return words.length == 2
                        ? Ed25519PublicKey.findRaw(Base64.getDecoder().decode(words[0]))
                                .map(key -> new Listed(key, Instant.parse(words[1])))
                        : Optional.empty();
            } catch (IllegalArgumentException | DateTimeException damaged) {
                return Optional.empty();
            }
        }
    }
}
