package dev.sgate.campaign.powercuts;

import dev.sgate.campaign.site.Daemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Sees from outside when a daemon opens its database: one of the files that belong to it is made, or changes. */
final class Opening {
    private static final long PAUSE_NANOS = 500_000;

    private final Path state;
    private final List<String> before;

    private Opening(Path state, List<String> before) {
        this.state = state;
        this.before = before;
    }

    /** Before the daemon is started. */
    static Opening of(Path state) throws IOException {
        return new Opening(state, look(state));
    }

    /** Says it once, on a thread of its own, that ends with the daemon or with the power. */
    void watch(Daemon daemon, Runnable opened) {
        Thread.ofPlatform().daemon().name("opening").start(() -> {
            try {
                while (daemon.isAlive() && look(state).equals(before)) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
                if (daemon.isAlive()) {
                    opened.run();
                }
            } catch (IOException powerIsGone) {
                // nobody can see it any more
            }
        });
    }

    private static List<String> look(Path state) throws IOException {
        return List.of(look(state, "sgate.db"), look(state, "sgate.db-wal"), look(state, "sgate.db-shm"));
    }

    private static String look(Path state, String name) throws IOException {
        try {
            BasicFileAttributes file = Files.readAttributes(state.resolve(name), BasicFileAttributes.class);
            return file.size() + " " + file.lastModifiedTime();
        } catch (NoSuchFileException none) {
            return "";
        }
    }
}
