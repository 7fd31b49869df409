package dev.sgate.host;

import dev.sgate.seal.Keyring;
import dev.sgate.seal.Limits;
import dev.sgate.seal.Verdict;
import dev.sgate.station.TrustSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The trust document that site IT pinned. Fails closed: a file that is missing, unreadable, empty or a link, that somebody else could
 * have changed, or that does not prove itself, is no key at all, and why. Read again when it has changed. Safe for use by several
 * threads.
 */
public final class TrustFile implements TrustSource {
    private static final int ROOT = 0;

    private final Path file;
    private Optional<Map<String, Object>> seen = Optional.empty();
    private Keyring believed = Keyring.nothing("not read yet");

    public TrustFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    @Override
    public synchronized Keyring current() {
        try {
            Map<String, Object> looks = Files.readAttributes(
                    file, "unix:ino,dev,size,lastModifiedTime,ctime,uid,mode", LinkOption.NOFOLLOW_LINKS);
            Optional<String> doubt = doubt();
            if (doubt.isPresent()) {
                return forget(doubt.get());
            }
            if (seen.filter(looks::equals).isEmpty()) {
                believed = read();
                seen = Optional.of(looks);
            }
            return believed;
        } catch (NoSuchFileException e) {
            return forget("there is no trust document at " + file);
        } catch (IOException e) {
            return forget("the trust document cannot be read: " + e.getMessage());
        }
    }

    private Keyring forget(String why) {
        seen = Optional.empty();
        believed = Keyring.nothing(why);
        return believed;
    }

    /** Who else could have changed it; looked at each time, for the folder may change while the file does not. */
    private Optional<String> doubt() throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of("the trust document is not a regular file: " + file);
        }
        for (Path checked : new Path[] {file, Durable.parent(file)}) {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(checked);
            if (mode.contains(PosixFilePermission.GROUP_WRITE) || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
                return Optional.of("others may write to " + checked + "; put it right with chmod go-w");
            }
            Object owner = Files.getAttribute(checked, "unix:uid");
            if (!owner.equals(ROOT) && !owner.equals(ourUid())) {
                return Optional.of(checked + " belongs to somebody else; put it right with chown root");
            }
        }
        return Optional.empty();
    }

    private static Object ourUid() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    private Keyring read() throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes(Limits.SMALL_ENVELOPE_MAX_BYTES + 1);
        }
        if (bytes.length == 0) {
            return Keyring.nothing("the trust document is empty: " + file);
        }
        return switch (Keyring.pin(bytes)) {
            case Verdict.Accepted<Keyring> accepted -> accepted.value();
            case Verdict.Refused<Keyring> refused ->
                Keyring.nothing("the trust document does not prove itself: "
                        + refused.refusal().code().word() + " "
                        + refused.refusal().evidence().oneLine());
        };
    }
}
