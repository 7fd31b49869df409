package dev.sgate.host;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.station.CrashPoint;
import dev.sgate.station.Volume;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file of ours on a stick, written whole or not at all (BEHAVIOUR 3). A pulled stick holds the old file, or the new one, and at
 * most a temporary of ours beside it, which the next write removes.
 */
final class OwnFile {
    private static final String TEMPORARY_PREFIX = ".sgate-";
    private static final String TEMPORARY_SUFFIX = ".tmp";
    private static final int TEMPORARY_RANDOM_BYTES = 8;
    private static final int BUFFER_BYTES = 256 << 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Pattern TEMPORARY =
            Pattern.compile(Pattern.quote(TEMPORARY_PREFIX) + "[0-9a-f]+" + Pattern.quote(TEMPORARY_SUFFIX));

    private final HeldFolder.Holding holding;
    private final Path folder;
    private final String name;
    private final Path file;

    /** @param holding opens {@code folder}, and only as long as it is still this volume's */
    OwnFile(TopFolder top, HeldFolder.Holding holding, Path folder, String name) {
        this.holding = holding;
        this.folder = folder;
        this.name = name;
        this.file = top.inside(Path.of(name));
    }

    /** The file, if it is a regular one with this one name. */
    Optional<InputStream> read() throws IOException {
        if (!Durable.isThere(file) || obstacle().isPresent()) {
            return Optional.empty();
        }
        try (HeldFolder held = holding.open()) {
            return Optional.of(held.read(Path.of(name)));
        }
    }

    Verdict<String> write(Volume.Content content) throws IOException {
        Optional<String> obstacle = obstacle();
        if (obstacle.isPresent()) {
            return Verdict.refused(
                    Refusal.of(RefusalCode.UNSAFE_MOUNT, "file", name).and("found", obstacle.get()));
        }
        try (HeldFolder held = holding.open()) {
            return write(held, content);
        }
    }

    private Verdict<String> write(HeldFolder held, Volume.Content content) throws IOException {
        removeLeftovers(held);
        byte[] random = new byte[TEMPORARY_RANDOM_BYTES];
        RANDOM.nextBytes(random);
        Path temporary = Path.of(TEMPORARY_PREFIX + HexFormat.of().formatHex(random) + TEMPORARY_SUFFIX);
        try {
            putInPlace(held, temporary, content);
            return Verdict.accepted(name);
        } catch (IOException e) {
            if (FullDisk.isCauseOf(e)) {
                return Verdict.refused(FullDisk.refusal("volume").and("file", name));
            }
            throw e;
        } finally {
            held.deleteIfThere(temporary);
        }
    }

    private void putInPlace(HeldFolder held, Path temporary, Volume.Content content) throws IOException {
        byte[] written = writeAndSync(held, temporary, content);
        if (!Arrays.equals(written, digestOf(held, temporary))) {
            throw new IOException("reads back other bytes than were written: " + name);
        }
        // Pulled before this: the old file and a temporary. A rename replaces a link itself and never what it points
        // to.
        CrashPoint.BEFORE_STICK_NAMED.reached();
        held.rename(temporary, Path.of(name));
        CrashPoint.AFTER_STICK_NAMED.reached();
        // Pulled before this: the old file or the new one.
        Durable.syncFolder(folder);
    }

    private static byte[] writeAndSync(HeldFolder held, Path temporary, Volume.Content content) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        try (FileChannel channel = held.create(temporary)) {
            OutputStream out = new BufferedOutputStream(
                    new DigestOutputStream(Channels.newOutputStream(channel), digest), BUFFER_BYTES);
            content.writeTo(out);
            out.flush();
            // On some file systems only this tells that the bytes did not get there.
            CrashPoint.BEFORE_STICK_SYNC.reached();
            channel.force(true);
            CrashPoint.AFTER_STICK_SYNC.reached();
        }
        return digest.digest();
    }

    private static byte[] digestOf(HeldFolder held, Path file) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = held.read(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return digest.digest();
    }

    /** What stands in the name's place and is not a plain file of one name; empty if nothing is in the way. */
    private Optional<String> obstacle() throws IOException {
        try {
            Map<String, Object> is = Files.readAttributes(
                    file, "unix:isRegularFile,isDirectory,isSymbolicLink,nlink", LinkOption.NOFOLLOW_LINKS);
            if (Boolean.TRUE.equals(is.get("isRegularFile"))) {
                return Optional.of("hard link")
                        .filter(link -> !Integer.valueOf(1).equals(is.get("nlink")));
            }
            return Optional.of(
                    Boolean.TRUE.equals(is.get("isDirectory"))
                            ? "folder"
                            : Boolean.TRUE.equals(is.get("isSymbolicLink")) ? "symbolic link" : "special file");
        } catch (NoSuchFileException free) {
            return Optional.empty();
        }
    }

    private static void removeLeftovers(HeldFolder held) throws IOException {
        for (Path file : held.files()) {
            if (TEMPORARY.matcher(file.toString()).matches()) {
                held.deleteIfThere(file);
            }
        }
    }

    /** Whether a file can be made in this folder at all: a remount may say so and be wrong. */
    static boolean isWritable(HeldFolder held) throws IOException {
        Path probe = Path.of(TEMPORARY_PREFIX + "0" + TEMPORARY_SUFFIX);
        try {
            held.deleteIfThere(probe);
            held.create(probe).close();
            held.deleteIfThere(probe);
            return true;
        } catch (IOException e) {
            // A full stick is a writable one: the first write says what is the matter.
            return FullDisk.isCauseOf(e);
        }
    }
}
