package dev.sgate.appliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Names of our own for volumes, in the folder {@code volumes/} of the state: a link for each visit. A mount point may be called
 * {@code my stick%20} or <code>a?delete=true</code>, and in an endpoint that would be decoded, split and evaluated.
 */
final class VolumeLinks {
    private final Path folder;

    VolumeLinks(Path state) {
        this.folder = state.resolve("volumes");
    }

    /** Makes the folder, and takes away what a kill left behind. */
    void clear() throws IOException {
        Files.createDirectories(folder);
        List<Path> left;
        try (Stream<Path> links = Files.list(folder)) {
            left = links.filter(Files::isSymbolicLink).toList();
        }
        for (Path link : left) {
            Files.delete(link);
        }
    }

    /** Makes the link of this name to a volume. */
    Path make(String name, Path directory) throws IOException {
        return Files.createSymbolicLink(folder.resolve(name), directory);
    }

    void remove(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }
}
