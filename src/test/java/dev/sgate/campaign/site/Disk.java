package dev.sgate.campaign.site;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * An image with a file system on a loop device, mounted at one place at a time. The image's folder should be in memory: what survives
 * is what the file system itself had sent to the device.
 */
public final class Disk implements AutoCloseable {
    private static final int READ_ONLY = 1;
    private static final int SAFE = 2 | 4 | 8; // nosuid, nodev, noexec
    private static final int DETACH = 2;
    private static final long BUSY_LIMIT_NANOS = 10_000_000_000L;
    private static final long PAUSE_NANOS = 2_000_000;

    private final PowerSwitch power;
    private final FileSystem fileSystem;
    private final Path image;
    private volatile String device;
    private volatile Optional<Path> mounted = Optional.empty();
    private volatile boolean cut;
    private volatile boolean wasCut;
    private int frozen;

    private Disk(PowerSwitch power, FileSystem fileSystem, Path image, String device) {
        this.power = power;
        this.fileSystem = fileSystem;
        this.image = image;
        this.device = device;
    }

    /** A freshly formatted one, not mounted. */
    public static Disk make(PowerSwitch power, FileSystem fileSystem, Path image) throws IOException {
        return make(power, fileSystem, image, fileSystem.bytes());
    }

    static Disk make(PowerSwitch power, FileSystem fileSystem, Path image, long bytes) throws IOException {
        Files.deleteIfExists(image);
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(bytes);
        }
        format(fileSystem, image.toString());
        return attach(power, fileSystem, image);
    }

    private static Disk attach(PowerSwitch power, FileSystem fileSystem, Path image) throws IOException {
        String device = Tool.run("losetup", "-f", "--show", "--", image.toString());
        return new Disk(power, fileSystem, image, device);
    }

    /**
     * What a power cut at this very moment would leave, as a disk of its own that is not attached yet: the image is copied in one
     * step, with all that the file system had sent to the device and nothing else. Only where the image lies on a {@link Store}.
     */
    public Path freeze() throws IOException {
        frozen++;
        Path copy = image.resolveSibling(image.getFileName() + "." + frozen);
        power.clone(image, copy);
        return copy;
    }

    /** Looks at what {@link #freeze} left, mounted where this disk is mounted otherwise; then it is deleted. */
    public <T> T thaw(Path copy, Path where, Ground.BenchWork<T> work) throws IOException {
        try (Disk other = attach(power, fileSystem, copy)) {
            other.mountAsDisk(where);
            return work.at(where);
        } finally {
            Files.delete(copy);
        }
    }

    private static void format(FileSystem fileSystem, String image) throws IOException {
        switch (fileSystem) {
            case EXT4 -> Tool.run("mkfs.ext4", "-q", "-F", "-m", "0", "-E", "nodiscard,lazy_itable_init=0", image);
            case XFS -> Tool.run("mkfs.xfs", "-q", "-f", "-K", image);
            case EXFAT -> Tool.run("mkfs.exfat", "-L", "SITEKEY", image);
        }
    }

    public FileSystem fileSystem() {
        return fileSystem;
    }

    /** Mounts it for reading, writing and executing; the directory is made. */
    public void mountAsDisk(Path where) throws IOException {
        mount(where, 0);
    }

    /**
     * Mounts it as a desktop or a udev rule mounts a stick: read-only, nosuid, nodev, noexec. As with a stick that comes back, the kernel
     * gives its disk a new number each time.
     */
    public void mountAsStick(Path where) throws IOException {
        attachAnew();
        mount(where, READ_ONLY | SAFE);
    }

    private void mount(Path where, int flags) throws IOException {
        Files.createDirectories(where);
        // a daemon may have seen it, and another thread want to cut it, before we are back from here
        cut = false;
        mounted = Optional.of(where);
        try {
            if (fileSystem == FileSystem.EXFAT) {
                mountExfat(where, flags);
            } else {
                power.mount(device, where, fileSystem.word(), flags);
            }
        } catch (IOException failed) {
            mounted = Optional.empty();
            throw failed;
        }
    }

    /** The driver forgets noexec; it is added where nobody looks, and kept by the mount that is made from there. */
    private void mountExfat(Path where, int flags) throws IOException {
        // its driver cannot be told to write later on: such sticks are mounted for writing
        String options = flags == 0 ? "rw" : "rw,nosuid,nodev,noexec";
        if (flags == 0) {
            // while somebody still has a file open below a dead driver, its device would be mounted as dead as it was
            attachAnew();
            mendIfCut();
            Tool.run("mount.exfat-fuse", "-o", options, device, where.toString());
            return;
        }
        Path aside =
                Files.createDirectories(where.resolveSibling("..").normalize().resolve("aside"));
        Tool.run("mount.exfat-fuse", "-o", options, device, aside.toString());
        Tool.run("mount", "-o", "remount,bind," + options, aside.toString());
        Tool.run("mount", "--bind", aside.toString(), where.toString());
        Tool.run("umount", aside.toString());
    }

    private void attachAnew() throws IOException {
        Tool.run("losetup", "-d", device);
        device = Tool.run("losetup", "-f", "--show", "--", image.toString());
    }

    /** As Windows does: exFAT has no journal, and its driver gives up on what a killed one may leave. */
    private void mendIfCut() {
        if (wasCut) {
            try {
                Tool.run("fsck.exfat", "-y", device);
            } catch (IOException mended) {
                // its status says that there was something to mend
            }
            wasCut = false;
        }
    }

    /** The power goes, or the stick is pulled: from now on every access fails, and nothing that was not synced gets there. */
    public void cut() throws IOException {
        Path where = mounted.orElseThrow();
        if (fileSystem == FileSystem.EXFAT) {
            killDriver();
        } else {
            power.cut(where);
        }
        cut = true;
        wasCut = true;
    }

    /** It is nobody's child here: when it has ended it has no words any more, also where nobody collected it yet. */
    private void killDriver() {
        List<ProcessHandle> drivers = drivers();
        while (!drivers.isEmpty()) {
            drivers.forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(PAUSE_NANOS);
            drivers = drivers();
        }
    }

    private List<ProcessHandle> drivers() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> process.info().arguments().stream()
                            .flatMap(Stream::of)
                            .anyMatch(device::equals))
                    .toList();
        }
    }

    /**
     * Takes it out of the mount table; waits for whoever is still in it. After a {@link #cut} nothing more is written. Nothing
     * happens if somebody else unmounted it.
     */
    public void unmount() throws IOException {
        if (mounted.isEmpty()) {
            return;
        }
        Path where = mounted.get();
        long end = System.nanoTime() + BUSY_LIMIT_NANOS;
        while (isMounted(where)) {
            try {
                power.unmount(where, cut && fileSystem == FileSystem.EXFAT ? DETACH : 0);
            } catch (IOException busy) {
                if (System.nanoTime() > end) {
                    throw busy;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        mounted = Optional.empty();
    }

    private static boolean isMounted(Path where) throws IOException {
        String listed = " " + where + " ";
        List<String> table = Files.readAllLines(Path.of("/proc/self/mountinfo"));
        return table.stream().anyMatch(line -> line.contains(listed));
    }

    /** Whether it is mounted and can be written to, as far as the mount table knows. */
    public boolean isWritable() throws IOException {
        if (mounted.isEmpty()) {
            return false;
        }
        String listed = " " + mounted.get() + " rw";
        return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream().anyMatch(line -> line.contains(listed));
    }

    @Override
    public void close() throws IOException {
        try {
            unmount();
        } finally {
            Tool.run("losetup", "-d", device);
        }
    }
}
