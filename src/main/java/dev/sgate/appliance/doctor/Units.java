package dev.sgate.appliance.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of systemd and udev as they lie on the disk, in the order in which the first one counts. */
final class Units {
    private static final List<String> SYSTEMD =
            List.of("etc/systemd/system", "run/systemd/system", "usr/lib/systemd/system");
    private static final List<String> BY_PEOPLE = SYSTEMD.subList(0, 2);
    private static final List<String> UDEV = List.of("etc/udev/rules.d", "run/udev/rules.d", "usr/lib/udev/rules.d");
    private static final Path NOTHING = Path.of("/dev/null");

    private final Path root;

    Units(Path root) {
        this.root = root;
    }

    /** Whether the package is installed here; a checkout has no units, and none is missing. */
    boolean arePackaged() {
        return Files.exists(root.resolve("usr/share/sgate"))
                || find("sgate.service").isPresent();
    }

    /** The unit that counts. */
    Optional<Path> find(String unit) {
        return first(SYSTEMD, unit);
    }

    /** The udev rule that counts. */
    Optional<Path> findRule(String rule) {
        return first(UDEV, rule);
    }

    private Optional<Path> first(List<String> folders, String name) {
        return folders.stream()
                .map(folder -> root.resolve(folder).resolve(name))
                .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                .findFirst();
    }

    /** A link to {@code /dev/null}, or an empty file: systemd and udev take both for a mask. */
    static boolean isMasked(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return Files.readSymbolicLink(file).equals(NOTHING);
        }
        return Files.isRegularFile(file) && Files.size(file) == 0;
    }

    /** Whether some target wants it. */
    boolean isEnabled(String unit) throws IOException {
        for (String folder : SYSTEMD) {
            for (Path wants : folders(root.resolve(folder))) {
                if (Files.exists(wants.resolve(unit), LinkOption.NOFOLLOW_LINKS)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<Path> folders(Path folder) throws IOException {
        return list(folder).stream()
                .filter(path ->
                        path.toString().endsWith(".wants") || path.toString().endsWith(".requires"))
                .toList();
    }

    /** The lines that somebody added to a unit on this box. */
    List<String> addedTo(String unit) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String folder : BY_PEOPLE) {
            for (Path file : list(root.resolve(folder).resolve(unit + ".d"))) {
                if (file.toString().endsWith(".conf") && Files.isRegularFile(file)) {
                    lines.addAll(Files.readAllLines(file));
                }
            }
        }
        return lines.stream().map(String::strip).toList();
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
