package dev.sgate.host;

import dev.sgate.station.Mount;
import dev.sgate.station.Mounts;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The volumes below the media folder, from {@code /proc/self/mountinfo} (BEHAVIOUR 7). It asks the kernel alone, never the sticks, so
 * a stick that hangs does not hold it up; it is read twice a second. Safe for use by several threads.
 *
 * <p>A mount's id and device number are used again at once when a stick is replaced. What tells two sticks apart is the kernel's
 * {@code diskseq}, which counts every disk that was ever there; it is part of the key. A stick that is unmounted and mounted again keeps
 * all three: so how often it was seen to be away is part of the key, too, and a visit that was cut short never takes it for its own
 * again. A stick that was pulled is gone at once, however long its mount stays in the table. A mount whose name is not UTF-8 is not
 * seen: mount under names of ours, never by a stick's label.
 */
public final class LinuxMounts implements Mounts {
    private static final String BACK = " back ";

    /** How the number of a device begins that no hardware is behind: a program's, or the network's. */
    private static final String ANONYMOUS = "0:";

    private final Path media;
    private final boolean allowFolders;
    private final Path table;
    private final Path blockDevices;
    private final Map<String, Integer> comebacks = new Recent();
    private Set<String> there = Set.of();
    private byte[] lastTable = {};
    private List<MountEntry> lastEntries = List.of();

    /** The last table that was gone through and held no volume. */
    private List<MountEntry> withoutVolume = List.of();

    /**
     * Volumes are what is mounted directly below {@code media}.
     *
     * @param allowFolders whether plain folders below it count, too (checkout and demo only)
     */
    public LinuxMounts(Path media, boolean allowFolders) {
        this(media, allowFolders, Path.of("/proc/self/mountinfo"), Path.of("/sys/dev/block"));
    }

    LinuxMounts(Path media, boolean allowFolders, Path table, Path blockDevices) {
        this.media = media;
        this.allowFolders = allowFolders;
        this.table = table;
        this.blockDevices = blockDevices;
    }

    @Override
    public synchronized List<Mount> current() throws IOException {
        List<MountEntry> entries = entries();
        if (!allowFolders && there.isEmpty() && entries.equals(withoutVolume)) {
            return List.of();
        }
        List<Mount> found = read(entries);
        List<Mount> told = found.stream().map(this::withComebacks).toList();
        there = found.stream().map(Mount::key).collect(Collectors.toUnmodifiableSet());
        return told;
    }

    /**
     * The disk behind a mount; empty if the mount is no longer there, or another one is in its place.
     *
     * @throws IOException if the mount table cannot be read
     */
    Optional<MountedDisk> disk(Mount mount) throws IOException {
        Optional<MountedDisk> found = Optional.empty();
        for (MountEntry entry : entries()) {
            if (entry.directory().equals(mount.directory())) {
                String diskSequence = diskSequence(entry.device());
                found = Optional.of(new MountedDisk(mount.name(), entry.device(), diskSequence, entry.isWritable()))
                        .filter(same -> isOf(mount.key(), key(entry, diskSequence)));
            }
        }
        // asked afterwards: it was this mount all the time
        return current().stream().anyMatch(now -> now.key().equals(mount.key())) ? found : Optional.empty();
    }

    private static boolean isOf(String key, String bare) {
        return key.equals(bare) || key.startsWith(bare + BACK);
    }

    private Mount withComebacks(Mount mount) {
        String key = mount.key();
        if (!there.contains(key)) {
            comebacks.merge(key, 0, (known, first) -> known + 1);
        }
        int times = comebacks.getOrDefault(key, 0);
        return times == 0
                ? mount
                : new Mount(mount.directory(), key + BACK + times, mount.source(), mount.fileSystem(), mount.options());
    }

    private List<Mount> read(List<MountEntry> entries) throws IOException {
        Path folder = media.toRealPath();
        Map<Path, Mount> found = new TreeMap<>();
        if (allowFolders) {
            addFolders(folder, found);
        }
        withoutVolume = entries;
        for (MountEntry entry : entries) {
            if (folder.equals(entry.directory().getParent())) {
                withoutVolume = List.of();
                Mount mount = mount(entry);
                // asked afterwards: the kernel takes this name away before the number of the disk
                if (isPulled(entry)) {
                    found.remove(entry.directory());
                } else {
                    found.put(entry.directory(), mount);
                }
            }
        }
        return List.copyOf(found.values());
    }

    /** Parsed only where it changed; read by a plain stream, which takes a quarter less processor time than {@link Files}. */
    private synchronized List<MountEntry> entries() throws IOException {
        byte[] now;
        try (InputStream opened = new FileInputStream(table.toFile())) {
            now = opened.readAllBytes();
        }
        if (!Arrays.equals(now, lastTable)) {
            lastEntries = MountEntry.parse(now);
            lastTable = now;
        }
        return lastEntries;
    }

    private static void addFolders(Path folder, Map<Path, Mount> found) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    addFolder(entry, found);
                }
            }
        }
    }

    private static void addFolder(Path entry, Map<Path, Mount> found) throws IOException {
        try {
            Map<String, Object> is =
                    Files.readAttributes(entry, "unix:dev,ino,creationTime", LinkOption.NOFOLLOW_LINKS);
            String key = "folder " + is.get("dev") + " " + is.get("ino") + " " + is.get("creationTime");
            found.put(entry, new Mount(entry, key, "", Mount.FOLDER, Set.of()));
        } catch (NoSuchFileException goneMeanwhile) {
            found.remove(entry);
        }
    }

    private Mount mount(MountEntry entry) throws IOException {
        String key = key(entry, diskSequence(entry.device()));
        return new Mount(entry.directory(), key, entry.source(), entry.fileSystem(), entry.options());
    }

    /** The kernel forgets a device when it is pulled; its mount stays until somebody takes it away. */
    private boolean isPulled(MountEntry entry) {
        return !entry.device().startsWith(ANONYMOUS) && Files.notExists(blockDevices.resolve(entry.device()));
    }

    private static String key(MountEntry entry, String diskSequence) {
        return entry.id() + " " + entry.device() + " " + entry.source() + " " + diskSequence;
    }

    /** Of the last thousand mounts. */
    private static final class Recent extends LinkedHashMap<String, Integer> {
        @Serial
        private static final long serialVersionUID = 1L;

        private static final int MOST = 1_000;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MOST;
        }
    }

    /** Empty where no block device is behind the mount, where it was pulled this very moment, and before Linux 5.15. */
    private String diskSequence(String device) throws IOException {
        Path disk = blockDevices.resolve(device);
        // A partition has none of its own; the disk is the folder above it.
        Optional<String> own = find(disk.resolve("diskseq"));
        return own.isPresent() ? own.get() : find(disk.resolve("../diskseq")).orElse("");
    }

    private static Optional<String> find(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException unreadable) {
            // there was none, or it was taken away while it was read: no such device
            if (Files.notExists(file)) {
                return Optional.empty();
            }
            throw unreadable;
        }
    }
}
