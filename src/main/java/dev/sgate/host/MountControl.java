package dev.sgate.host;

import dev.sgate.station.Mount;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Changes how a volume is mounted, and believes only the mount table about the result. Needs the rights to do so. */
final class MountControl {
    private static final Duration PROGRAM_LIMIT = Duration.ofSeconds(60);
    private static final Duration BUSY_LIMIT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final LinuxMounts mounts;

    MountControl(LinuxMounts mounts) {
        this.mounts = mounts;
    }

    /** The mount as it is now; empty if it is no longer there, or another one is in its place. */
    Optional<Mount> find(Mount mount) throws IOException {
        return mounts.current().stream()
                .filter(now ->
                        now.directory().equals(mount.directory()) && now.key().equals(mount.key()))
                .findFirst();
    }

    /** Whether the mount table says it is writable afterwards; a FUSE driver may still have the device open for reading only. */
    boolean makeWritable(Mount mount) throws IOException {
        remount(mount, "rw");
        return find(mount).filter(now -> !now.isReadOnly()).isPresent();
    }

    /** Makes it read-only; waits a moment for whoever has a file open for writing. Whether it is read-only or gone now. */
    boolean makeReadOnly(Mount mount) throws IOException {
        return untilQuiet(mount, () -> remount(mount, "ro"));
    }

    /** Unmounts it; waits a moment for whoever has it in use. Whether it is gone now. */
    boolean unmount(Mount mount) throws IOException {
        return untilQuiet(mount, () -> Program.run(PROGRAM_LIMIT, List.of("umount", "--", path(mount))));
    }

    /** Writes out all that the kernel holds back for this file system; an {@link IOException} if any of it did not get there. */
    void sync(Mount mount) throws IOException {
        Program.Ended ended = Program.run(PROGRAM_LIMIT, List.of("sync", "-f", "--", path(mount)));
        if (!ended.succeeded()) {
            throw new IOException("sync failed: " + ended.output());
        }
    }

    private interface Attempt {
        Program.Ended make() throws IOException;
    }

    private boolean untilQuiet(Mount mount, Attempt attempt) throws IOException {
        long end = System.nanoTime() + BUSY_LIMIT.toNanos();
        boolean done = false;
        while (!done && System.nanoTime() < end) {
            boolean worked = attempt.make().succeeded();
            done = find(mount).map(Mount::isReadOnly).orElse(true);
            if (!worked && !done) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        return done;
    }

    private static Program.Ended remount(Mount mount, String mode) throws IOException {
        return Program.run(PROGRAM_LIMIT, List.of("mount", "-o", "remount," + mode, "--", path(mount)));
    }

    private static String path(Mount mount) {
        return mount.directory().toString();
    }
}
