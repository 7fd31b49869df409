package dev.sgate.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code app-start} is to become: a file in the application's folder that its user can read. Parts, each ended by a NUL: our
 * word, the release's folder, the command's words.
 */
final class LaunchFile {
    private static final String WORD = "sgate-launch-v1";
    private static final char END = '\0';
    private static final Set<PosixFilePermission> FOR_ALL = PosixFilePermissions.fromString("rw-r--r--");

    private final Path file;

    LaunchFile(Path file) {
        this.file = file;
    }

    /** @throws IOException also for a word with a NUL, which no program could be given */
    void write(String folder, List<String> command) throws IOException {
        List<String> parts = new ArrayList<>(List.of(WORD, folder));
        parts.addAll(command);
        if (parts.stream().anyMatch(part -> part.indexOf(END) >= 0)) {
            throw new IOException("a word of the command holds a NUL");
        }
        Durable.replace(file, (String.join("\0", parts) + END).getBytes(UTF_8), FOR_ALL);
    }

    /** The release that it names; empty if there is no such file, or one of another form. */
    Optional<String> folder() throws IOException {
        try {
            String[] parts = Files.readString(file).split("\0", -1);
            return parts.length > 2 && parts[0].equals(WORD) ? Optional.of(parts[1]) : Optional.empty();
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    void remove() throws IOException {
        Files.deleteIfExists(file);
    }
}
