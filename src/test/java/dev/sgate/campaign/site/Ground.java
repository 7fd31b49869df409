package dev.sgate.campaign.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One appliance: a state disk, one stick, and the daemon between them. For one thread.
 *
 * <p>The state lies in {@code disk/sgate}, a folder that the daemon's first start makes. The stick lies on the bench, at {@code bench},
 * to be filled and looked at, or is plugged in, at {@code media/stick}.
 */
public final class Ground implements AutoCloseable {
    /** How long a start, a visit or a stop may take. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final Packaged product;
    private final Vendor vendor;
    private final Disk disk;
    private final Disk stick;
    private Optional<Daemon> started = Optional.empty();

    private Ground(Path folder, Packaged product, Vendor vendor, Disk disk, Disk stick) {
        this.folder = folder;
        this.product = product;
        this.vendor = vendor;
        this.disk = disk;
        this.stick = stick;
    }

    /**
     * Makes the disks, both empty; the state disk is mounted.
     *
     * @param folder an empty folder, best in memory
     */
    public static Ground make(
            PowerSwitch power, Path folder, Packaged product, Vendor vendor, FileSystem stateDisk, FileSystem stickDisk)
            throws IOException {
        ClearAway.requireTime();
        Files.createDirectories(folder.resolve("media"));
        Disk disk = Disk.make(power, stateDisk, folder.resolve("state.img"));
        Disk stick = Disk.make(power, stickDisk, folder.resolve("stick.img"));
        Ground ground = new Ground(folder, product, vendor, disk, stick);
        ClearAway.opened(ground);
        disk.mountAsDisk(ground.disk());
        ground.writeSettings();
        return ground;
    }

    private void writeSettings() throws IOException {
        Files.write(
                folder.resolve("sgate.properties"),
                List.of(
                        "machine-id = 7d1c0e5ba8f94f2c9b6b0d7c0a4e5f61",
                        "products = " + Vendor.PRODUCT,
                        "lease.listen = 127.0.0.1:0",
                        "trust = " + vendor.trust(),
                        "routes = " + product.routes(),
                        "media = " + folder.resolve("media"),
                        "socket = " + folder.resolve("sgate.sock"),
                        "state = " + state()));
    }

    private Path disk() {
        return folder.resolve("disk");
    }

    /** The appliance's state folder; not there before the first start. */
    public Path state() {
        return disk().resolve("sgate");
    }

    /** The application's folder in it. */
    public Path app() {
        return state().resolve("apps").resolve(Vendor.PRODUCT);
    }

    /** The settings, for other verbs of the product. */
    public Path settings() {
        return folder.resolve("sgate.properties");
    }

    /** The state disk, mounted. */
    public Disk stateDisk() {
        return disk;
    }

    /** The stick. */
    public Disk stickDisk() {
        return stick;
    }

    /** Something that is done to the stick's files. */
    @FunctionalInterface
    public interface BenchWork<T> {
        /** Does it below the stick's top folder. */
        T at(Path top) throws IOException;
    }

    /** Pulls the stick if it is plugged in, and does this to it at the bench. */
    public <T> T atTheBench(BenchWork<T> work) throws IOException {
        pullStick();
        stick.mountAsDisk(folder.resolve("bench"));
        try {
            return work.at(folder.resolve("bench"));
        } finally {
            stick.unmount();
        }
    }

    /** Puts the files of this version on the stick, instead of those of other versions. What we wrote there stays. */
    public void fillStick(Release release) throws IOException {
        fillStick(release.files());
    }

    /** The same with these files. */
    public void fillStick(List<Path> files) throws IOException {
        atTheBench(top -> {
            for (Path file : list(top)) {
                if (file.toString().endsWith(".sgupd") || file.toString().endsWith(".sglic")) {
                    Files.delete(file);
                }
            }
            for (Path file : files) {
                Files.copy(file, top.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            return top;
        });
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Mounts the stick where the daemon looks for sticks. */
    public void plugIn() throws IOException {
        stick.mountAsStick(folder.resolve("media/stick"));
    }

    /** Takes the stick out; one that nobody released is unmounted cleanly all the same. */
    public void pullStick() throws IOException {
        stick.unmount();
        Files.deleteIfExists(folder.resolve("media/stick"));
    }

    /** Starts the daemon and does not wait. */
    public Daemon start(Start start, Consumer<String> onLine) throws IOException {
        List<String> words = new ArrayList<>(product.command(start));
        words.addAll(List.of("--config", settings().toString()));
        Daemon daemon = Daemon.start(words, onLine);
        started = Optional.of(daemon);
        return daemon;
    }

    /** The power goes: {@link #stopDisks}, then every process ends. Disk and stick are left unmounted. */
    public void cutPower(Daemon daemon) throws IOException {
        stopDisks();
        clearAway(daemon);
    }

    /** Disk and stick stop at this moment, within a millisecond or two; may be called from any thread. */
    public void stopDisks() throws IOException {
        disk.cut();
        if (stick.isWritable()) {
            stick.cut();
        }
    }

    /** What is left to do after {@link #stopDisks}: every process ends, disk and stick are unmounted. */
    public void clearAway(Daemon daemon) throws IOException {
        killAll(daemon);
        disk.unmount();
        pullStick();
    }

    /** The daemon and the application end at once, and nothing is lost that they gave to the kernel; what is mounted stays. */
    public void killAll(Daemon daemon) throws IOException {
        daemon.kill();
        endApplications();
    }

    /** While the state disk is not mounted: what an earlier {@link Disk#freeze} left takes its place for a look. */
    public <T> T thaw(Path copy, BenchWork<T> work) throws IOException {
        return disk.thaw(copy, disk(), work);
    }

    /** The power comes back: the state disk is mounted again. */
    public void powerOn() throws IOException {
        disk.mountAsDisk(disk());
    }

    /** Kills whatever the daemon started and left behind. */
    public void endApplications() {
        Applications.end(state());
    }

    /**
     * One whole visit of version 1 on a ground of its own, so that starts with these overlays are quick from then on. Nothing happens
     * if that was done before.
     */
    public static void warmUp(PowerSwitch power, Path folder, Packaged product, Vendor vendor, Start start)
            throws IOException, InterruptedException {
        if (product.isRemembered(start.overlays())) {
            return;
        }
        Path cache = product.newCache();
        try (Ground ground = make(power, folder, product, vendor, FileSystem.EXT4, FileSystem.EXT4)) {
            ground.fillStick(vendor.release(1));
            ground.plugIn();
            Start recording = new Start(start.overlays(), List.of("-XX:AOTCacheOutput=" + cache), List.of());
            try (Daemon daemon = ground.start(recording, line -> {})) {
                if (daemon.await(line -> line.startsWith("safe to unplug"), PATIENCE)
                        .isEmpty()) {
                    throw new IllegalStateException("no visit came to its end: " + daemon.lines());
                }
                daemon.stop(PATIENCE.multipliedBy(2));
            }
            ground.endApplications();
        }
        if (!Files.exists(cache)) {
            throw new IllegalStateException("the recording run left no cache of classes");
        }
        product.remember(start.overlays(), cache);
    }

    @Override
    public void close() throws IOException {
        if (!ClearAway.closed(this)) {
            return;
        }
        started.ifPresent(Daemon::close);
        endApplications();
        try {
            pullStick();
        } finally {
            try {
                stick.close();
            } finally {
                disk.close();
                Folders.delete(folder);
            }
        }
    }
}
