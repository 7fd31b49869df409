package dev.sgate.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kernel's list of file locks, {@code /proc/locks} (see proc(5)): says whether anybody has a lock, and takes it from nobody. A file
 * is known by device and inode there; where a file system shows another device number to the outside, as btrfs does, by what the holder
 * has open.
 */
final class HeldLocks {
    private static final Path LOCKS = Path.of("/proc/locks");
    private static final Pattern LINE =
            Pattern.compile("\\d+: POSIX +\\S+ +WRITE +(-?\\d+) ([0-9a-f]+):([0-9a-f]+):(\\d+) .*");
    private static final int HEX = 16;

    private HeldLocks() {}

    /** Whether any process has this file locked against all others. */
    static boolean isHeld(Path file) throws IOException {
        long inode = (long) Files.getAttribute(file, "unix:ino");
        long device = (long) Files.getAttribute(file, "unix:dev");
        return Files.readString(LOCKS)
                .lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .filter(line -> Long.parseLong(line.group(4)) == inode)
                .anyMatch(line -> isOn(device, line) || hasOpen(line.group(1), file));
    }

    /** The number as {@code makedev} of the C library puts it together. */
    private static boolean isOn(long device, Matcher line) {
        long major = Long.parseLong(line.group(2), HEX);
        long minor = Long.parseLong(line.group(3), HEX);
        return device
                == (((major & 0xfff) << 8) | (minor & 0xff) | ((minor & ~0xffL) << 12) | ((major & ~0xfffL) << 32));
    }

    private static boolean hasOpen(String pid, Path file) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc", pid, "fd"))) {
            Path real = file.toRealPath();
            for (Path descriptor : open) {
                if (target(descriptor).filter(real::equals).isPresent()) {
                    return true;
                }
            }
            return false;
        } catch (IOException notOurs) {
            return false;
        }
    }

    private static Optional<Path> target(Path descriptor) {
        try {
            return Optional.of(Files.readSymbolicLink(descriptor));
        } catch (IOException closedMeanwhile) {
            return Optional.empty();
        }
    }
}
