package dev.sgate.appliance.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who may do what with a file. */
final class Permissions {
    private static final Set<PosixFilePermission> OWNERS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private Permissions() {}

    /** The file, or the folder it is in, whichever somebody else than its owner may write to. */
    static Optional<Path> writableByOthers(Path file) throws IOException {
        for (Path checked : List.of(file, folder(file))) {
            if (othersMayWrite(checked)) {
                return Optional.of(checked);
            }
        }
        return Optional.empty();
    }

    static Path folder(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    static boolean othersMayWrite(Path file) throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        return mode.contains(PosixFilePermission.GROUP_WRITE) || mode.contains(PosixFilePermission.OTHERS_WRITE);
    }

    /** Whether its owner alone may do anything with it. */
    static boolean isPrivate(Path file) throws IOException {
        return OWNERS.containsAll(Files.getPosixFilePermissions(file));
    }
}
