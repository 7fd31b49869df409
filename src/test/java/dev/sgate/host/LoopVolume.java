package dev.sgate.host;

import static org.assertj.core.api.Assertions.fail;

import dev.sgate.station.Mount;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * A real removable file system: an image on a loop device, mounted with the options that a stick is mounted with. For root only;
 * {@link #require} says so. Close it in a {@code finally}, or a mount and a loop device are left behind.
 */
public final class LoopVolume implements AutoCloseable {
    /** What it is formatted with. */
    public enum Format {
        EXT4,
        /** Mounted through FUSE, as {@code fuseblk}. */
        EXFAT
    }

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SAFE = "nosuid,nodev,noexec";

    private final Format format;
    private final Path image;
    private String device;
    private Optional<Path> directory = Optional.empty();

    private LoopVolume(Format format, Path image, String device) {
        this.format = format;
        this.image = image;
        this.device = device;
    }

    /**
     * Call it first in each test that mounts. Where {@code SGATE_CI} is set, or as root with loop devices, nothing may be missing;
     * anywhere else the test is not run, and says so.
     */
    public static void require() {
        boolean able = "root".equals(System.getProperty("user.name")) && Files.exists(Path.of("/dev/loop-control"));
        if (!able && System.getenv("SGATE_CI") != null) {
            fail("this test mounts file systems: it needs root and /dev/loop-control");
        }
        if (!able) {
            System.err.println("NOT RUN, for it needs root and loop devices: " + caller());
        }
        Assumptions.assumeTrue(able, "needs root and loop devices");
    }

    private static String caller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !frame.getClassName().equals(LoopVolume.class.getName()))
                        .findFirst()
                        .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                        .orElse("?"));
    }

    /** A freshly formatted image of this many bytes on a loop device, not mounted yet. */
    public static LoopVolume make(Path image, Format format, long bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(bytes);
        }
        LoopVolume volume = new LoopVolume(format, image, run("losetup", "-f", "--show", "--", image.toString()));
        try {
            volume.makeFileSystem();
            return volume;
        } catch (IOException | RuntimeException | Error e) {
            volume.close();
            throw e;
        }
    }

    private void makeFileSystem() throws IOException {
        switch (format) {
            case EXT4 -> run("mkfs.ext4", "-q", "-F", "-m", "0", "-E", "nodiscard", device);
            case EXFAT -> run("mkfs.exfat", "-L", "SITEKEY", device);
        }
    }

    /** Sets the little switch on the stick to write-protected. */
    public void protect() throws IOException {
        run("losetup", "-d", device);
        device = run("losetup", "-r", "-f", "--show", "--", image.toString());
    }

    /** Mounts it nosuid, nodev and noexec, and with these options. The directory is made. */
    public LoopVolume mount(Path where, String... options) throws IOException {
        return mountBare(where, String.join(",", SAFE, String.join(",", options)));
    }

    /** Mounts it with these options alone. */
    public LoopVolume mountBare(Path where, String options) throws IOException {
        Files.createDirectories(where);
        String wanted = options.replaceAll(",$", "");
        if (format == Format.EXT4) {
            run("mount", "-o", wanted, device, where.toString());
            directory = Optional.of(where);
            return this;
        }
        run("mount.exfat-fuse", "-o", wanted, device, where.toString());
        directory = Optional.of(where);
        // the driver forgets noexec, but the mount can be told afterwards
        if (wanted.contains("noexec")) {
            run("mount", "-o", "remount,bind," + wanted, where.toString());
        }
        return this;
    }

    public Path directory() {
        return directory.orElseThrow();
    }

    /** The loop device, e.g. to look at its file system from outside. */
    public String device() {
        return device;
    }

    /** As the appliance sees it. */
    public Mount seenBy(LinuxMounts mounts) throws IOException {
        return mounts.current().stream()
                .filter(mount -> mount.directory().equals(directory()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(directory() + " is not in the mount table"));
    }

    /** Takes it out of the mount table at once, whoever uses it: the stick is pulled. Nothing happens if it is not mounted. */
    public void unmount() throws IOException {
        if (directory.isPresent()) {
            String where = directory.get().toString();
            if (Files.readString(Path.of("/proc/self/mountinfo")).contains(" " + where + " ")) {
                run("umount", "-l", where);
            }
            directory = Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            unmount();
        } finally {
            run("losetup", "-d", device);
        }
    }

    /** Runs a program that must succeed; what it said, e.g. for {@code losetup}. */
    public static String run(String... words) throws IOException {
        Program.Ended ended = Program.run(LIMIT, List.of(words));
        if (!ended.succeeded()) {
            throw new IOException(String.join(" ", words) + ": " + ended.output());
        }
        return ended.output();
    }
}
