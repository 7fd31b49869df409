package dev.sgate.host;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One line of {@code /proc/self/mountinfo} (see proc(5)).
 *
 * @param id the mount's number; used again as soon as it is free
 * @param device {@code major:minor}; used again, too
 * @param directory where it is mounted
 * @param options the mount's options and the file system's; {@code ro} if either says so
 * @param fileSystem e.g. {@code ext4}, {@code fuseblk}
 * @param source e.g. {@code /dev/sda1}
 * @param isWritable whether the file system itself can be written to, by whoever has a mount that lets him: this one may be read-only
 */
record MountEntry(
        String id,
        String device,
        Path directory,
        Set<String> options,
        String fileSystem,
        String source,
        boolean isWritable) {
    private static final Pattern OCTAL = Pattern.compile("[0-7]{3}");
    private static final int OPTIONAL_FIELDS_START = 6;
    private static final int FIELDS_AFTER_SEPARATOR = 3;

    /** What only the mount itself can promise: said by a file system it would prove nothing. */
    private static final Set<String> MOUNT_ONLY = Set.of("nosuid", "nodev", "noexec");

    MountEntry {
        options = Set.copyOf(options);
    }

    /** The mount table in the kernel's order: of several mounts on one directory the last is on top. Odd lines are passed over. */
    static List<MountEntry> parse(byte[] mountinfo) {
        // One char a byte: names in the table are bytes, decoded once they are unescaped.
        return new String(mountinfo, StandardCharsets.ISO_8859_1)
                .lines()
                .map(MountEntry::parseLine)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<MountEntry> parseLine(String line) {
        List<String> fields = Arrays.asList(line.split(" ", -1));
        int separator = fields.indexOf("-");
        if (separator < OPTIONAL_FIELDS_START || fields.size() <= separator + FIELDS_AFTER_SEPARATOR) {
            return Optional.empty();
        }
        Set<String> options = merged(fields.get(5), fields.get(separator + 3));
        return unescape(fields.get(4))
                .flatMap(MountEntry::path)
                .map(directory -> new MountEntry(
                        fields.get(0),
                        fields.get(2),
                        directory,
                        options,
                        fields.get(separator + 1),
                        unescape(fields.get(separator + 2)).orElse(""),
                        !List.of(fields.get(separator + 3).split(",")).contains("ro")));
    }

    private static Set<String> merged(String ofMount, String ofFileSystem) {
        Set<String> options = new TreeSet<>(Arrays.asList(ofFileSystem.split(",")));
        options.removeAll(MOUNT_ONLY);
        options.addAll(Arrays.asList(ofMount.split(",")));
        if (options.contains("ro")) {
            options.remove("rw");
        }
        return options;
    }

    /** Turns {@code \040} and its like into bytes, and the bytes into text; empty if they are not UTF-8. */
    private static Optional<String> unescape(String field) {
        ByteBuffer bytes = ByteBuffer.allocate(field.length());
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && OCTAL.matcher(field).region(i + 1, field.length()).lookingAt()) {
                bytes.put((byte) Integer.parseInt(field, i + 1, i + 4, 8));
                i += 3;
            } else {
                bytes.put((byte) c);
            }
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    private static Optional<Path> path(String directory) {
        try {
            return Optional.of(Path.of(directory));
        } catch (InvalidPathException notInThisLocale) {
            return Optional.empty();
        }
    }
}
