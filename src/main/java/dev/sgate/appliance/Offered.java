package dev.sgate.appliance;

import dev.sgate.host.LinuxMounts;
import dev.sgate.host.LinuxVolumes;
import dev.sgate.station.Mount;
import dev.sgate.station.Mounts;
import dev.sgate.station.Volumes;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Files that somebody on this machine handed over without a stick (S34): each folder in {@code offered/} of the state folder is visited
 * like a stick. Only root and the appliance's own user can put one there. Files in it are read and never run, so it counts as mounted
 * safely.
 */
final class Offered {
    /** The folder's name in the state folder. */
    static final String FOLDER = "offered";

    private static final Set<String> SAFE = Set.of("nosuid", "nodev", "noexec");

    private final Path folder;
    private final LinuxMounts inside;

    private Offered(Path folder) {
        this.folder = folder;
        this.inside = new LinuxMounts(folder, true);
    }

    /** Makes nothing: the folder comes with the first file that is handed over, and is empty again after each. */
    static Offered in(Path state) {
        return new Offered(state.resolve(FOLDER));
    }

    /** The sticks, and what was handed over. */
    Mounts beside(Mounts sticks) {
        return () -> {
            List<Mount> all = new ArrayList<>(sticks.current());
            if (!isEmpty()) {
                inside.current().forEach(mount -> all.add(safe(mount)));
            }
            return all;
        };
    }

    private static Mount safe(Mount mount) {
        return new Mount(mount.directory(), mount.key(), Mount.OFFERED, mount.fileSystem(), SAFE);
    }

    private boolean isEmpty() throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        }
    }

    /** The same for what is on them; what was handed over is written to by this process itself. */
    Volumes beside(Volumes sticks) {
        LinuxVolumes own = new LinuxVolumes(inside);
        return mount -> (mount.isOffered() ? own : sticks).open(mount);
    }
}
