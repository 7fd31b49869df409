package dev.sgate.appliance;

import dev.sgate.seal.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder of route files, read once, in the order of their names. Camel's own wildcard would take them in the order of the
 * directory and pass over a file with another ending without a word.
 */
final class RouteFolder {
    private static final String ENDING = ".camel.xml";
    private static final String READ_ME = "README.md";

    private final List<RouteFile> files = new ArrayList<>();
    private final List<RouteFault> faults = new ArrayList<>();
    private final Map<String, Sha256> digests = new LinkedHashMap<>();

    /** Reads all files; an unreadable folder is an {@link IOException}. */
    RouteFolder(Path folder) throws IOException {
        List<Path> entries;
        try (Stream<Path> listed = Files.list(folder)) {
            entries = listed.sorted().toList();
        }
        for (Path entry : entries) {
            read(entry);
        }
        if (digests.isEmpty()) {
            faults.add(new RouteFault(folder, 0, "there is no file named *" + ENDING + " in this folder"));
        }
    }

    private void read(Path entry) throws IOException {
        String name = String.valueOf(entry.getFileName());
        if (name.endsWith(ENDING) && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = Files.readAllBytes(entry);
            digests.put(name, Sha256.of(bytes));
            RouteFile.parse(entry, bytes, faults).forEach(files::add);
        } else if (!name.equals(READ_ME)) {
            faults.add(new RouteFault(
                    entry, 0, "only regular files named *" + ENDING + " and " + READ_ME + " belong here"));
        }
    }

    /** The files that could be parsed, by name. */
    List<RouteFile> files() {
        return List.copyOf(files);
    }

    /** What was wrong with the others. */
    List<RouteFault> faults() {
        return List.copyOf(faults);
    }

    /** The digest of each file by its name, for the journal's {@code startup} event. */
    Map<String, Sha256> digests() {
        return Map.copyOf(digests);
    }
}
