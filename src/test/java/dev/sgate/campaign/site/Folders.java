package dev.sgate.campaign.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where campaigns keep their things. */
public final class Folders {
    private Folders() {}

    /** A new folder, in memory where the system has a place for it. */
    public static Path make(String name) throws IOException {
        Path memory = Path.of("/dev/shm");
        Path place = Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
        return Files.createTempDirectory(place, "sgate-" + name + "-");
    }

    /** Deletes a folder with all that is in it; nothing may be mounted below. */
    public static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
