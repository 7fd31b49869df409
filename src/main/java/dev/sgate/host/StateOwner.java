package dev.sgate.host;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** Whom the state folder belongs to: the appliance's own user. A verb that root calls must leave nothing there that it cannot open. */
public final class StateOwner {
    private static final int ROOT = 0;
    private static final List<String> FOLDERS = List.of("keys", "kept", "native", "staging");

    private StateOwner() {}

    /** Gives what root made here, links as links, to the folder's owner. Nothing happens where somebody else calls, or root owns it. */
    public static void giveBack(Path state) throws IOException {
        int caller = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        if (caller != ROOT || uid(state) == ROOT) {
            return;
        }
        try (Stream<Path> entries = Files.list(state)) {
            for (Path entry : entries.toList()) {
                if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    give(state, entry);
                }
            }
        }
        for (String folder : FOLDERS) {
            if (Durable.isThere(state.resolve(folder))) {
                Files.walkFileTree(state.resolve(folder), new Giving(state));
            }
        }
    }

    private static void give(Path state, Path entry) throws IOException {
        if (uid(entry) == ROOT) {
            Files.setAttribute(entry, "unix:gid", gid(state), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(entry, "unix:uid", uid(state), LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static int uid(Path entry) throws IOException {
        return (int) Files.getAttribute(entry, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private static int gid(Path entry) throws IOException {
        return (int) Files.getAttribute(entry, "unix:gid", LinkOption.NOFOLLOW_LINKS);
    }

    private static final class Giving extends SimpleFileVisitor<Path> {
        private final Path state;

        Giving(Path state) {
            this.state = state;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is) throws IOException {
            give(state, folder);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
            give(state, file);
            return FileVisitResult.CONTINUE;
        }
    }
}
