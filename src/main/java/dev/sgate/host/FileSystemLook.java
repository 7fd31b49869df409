package dev.sgate.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code stat} of the system says of a file system. Java does not say how many more files it can hold, and of two mounted over each
 * other it names the lower one.
 *
 * @param kind as {@code stat -f -c %T} names it, e.g. {@code ext2/ext3}, {@code tmpfs}, {@code msdos}, {@code fuseblk}
 * @param readOnly whether nothing can be written here, because of the file system or of the way it is mounted
 * @param freeInodes how many more files it can hold; empty where it has no fixed number of them
 */
public record FileSystemLook(String kind, boolean readOnly, OptionalLong freeInodes) {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Pattern ANSWER = Pattern.compile("([0-9]{1,18}) ([0-9]{1,18}) (\\S+)");

    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

    /** Looks at the file system that holds this file. */
    public static FileSystemLook at(Path file) throws IOException {
        Program.Ended ended = Program.run(LIMIT, List.of("stat", "-f", "-c", "%c %d %T", file.toString()));
        Matcher answer = ANSWER.matcher(ended.output());
        if (!ended.succeeded() || !answer.matches()) {
            throw new IOException("stat does not know the file system of " + file + ": " + ended.output());
        }
        boolean numbered = Long.parseLong(answer.group(1)) > 0;
        return new FileSystemLook(
                answer.group(3),
                isReadOnly(file.toRealPath()),
                numbered ? OptionalLong.of(Long.parseLong(answer.group(2))) : OptionalLong.empty());
    }

    /** Of the mounts that this file is below, the deepest counts, and of those on one directory the last. */
    private static boolean isReadOnly(Path file) throws IOException {
        boolean readOnly = false;
        int depth = -1;
        for (MountEntry mount : MountEntry.parse(Files.readAllBytes(MOUNTS))) {
            if (file.startsWith(mount.directory()) && mount.directory().getNameCount() >= depth) {
                depth = mount.directory().getNameCount();
                readOnly = mount.options().contains("ro");
            }
        }
        return readOnly;
    }
}
