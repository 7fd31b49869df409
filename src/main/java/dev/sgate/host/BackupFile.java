package dev.sgate.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A backup of an appliance's state: one zip with the database, {@code mark}, the folder {@code kept} and the folder {@code keys} but
 * for the key of personal names. Mode 0600, for it is this appliance's identity. Applications are not in it: sticks bring them.
 */
public final class BackupFile implements AutoCloseable {
    /** The database's entry. */
    public static final String DATABASE = "sgate.db";

    private static final String DEVICE_KEY = "keys/device.key";
    private static final String JOURNAL_KEY = "keys/journal.key";
    private static final String PERSONAL_KEY = "keys/personal.key";
    private static final String MARK = "mark";
    private static final List<String> FOLDERS = List.of("kept", "keys");

    /** What may be in one; nothing else is put anywhere. */
    private static final Pattern ENTRY = Pattern.compile("mark|kept/[A-Za-z0-9.-]{1,128}|keys/[A-Za-z0-9._-]{1,128}");

    /** Each of them is a key, a note or a vendor's envelope line. */
    private static final int ENTRY_MAX_BYTES = 5 << 20;

    private final ZipFile zip;

    private BackupFile(ZipFile zip) {
        this.zip = zip;
    }

    /**
     * Writes a new one; whole when it returns, or not there. What lies beside the database must be copied first and the database
     * last: so the copy's witness is never ahead of it.
     *
     * @param database copies the database to this path, which does not exist yet
     * @throws java.nio.file.FileAlreadyExistsException if there is such a file
     */
    public static void write(Path state, Path file, DatabaseCopy database) throws IOException {
        Path part = file.toAbsolutePath().resolveSibling("." + file.getFileName() + ".part");
        Path copy = file.toAbsolutePath().resolveSibling("." + file.getFileName() + ".db");
        Files.deleteIfExists(part);
        Files.deleteIfExists(copy);
        try {
            try (FileChannel channel = FileChannel.open(
                    part,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(Durable.PRIVATE_FILE))) {
                ZipOutputStream out = new ZipOutputStream(Channels.newOutputStream(channel));
                for (Path each : files(state)) {
                    add(out, state.relativize(each).toString(), each);
                }
                database.copyTo(copy);
                add(out, DATABASE, copy);
                out.finish();
                channel.force(true);
            }
            // A second name and not a rename: a rename would silently replace another backup.
            Files.createLink(file, part);
            Durable.syncFolder(Durable.parent(file));
        } finally {
            Files.deleteIfExists(part);
            Files.deleteIfExists(copy);
        }
    }

    /** Copies a database that is in use. */
    @FunctionalInterface
    public interface DatabaseCopy {
        void copyTo(Path file) throws IOException;
    }

    private static List<Path> files(Path state) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isRegularFile(state.resolve(MARK))) {
            files.add(state.resolve(MARK));
        }
        for (String folder : FOLDERS) {
            if (Files.isDirectory(state.resolve(folder))) {
                try (Stream<Path> inside = Files.list(state.resolve(folder))) {
                    inside.filter(file -> isOurs(state, file)).sorted().forEach(files::add);
                }
            }
        }
        return files;
    }

    private static boolean isOurs(Path state, Path file) {
        String name = state.relativize(file).toString();
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && ENTRY.matcher(name).matches()
                && !name.equals(PERSONAL_KEY)
                && !name.endsWith(".new");
    }

    private static void add(ZipOutputStream out, String name, Path file) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        Files.copy(file, out);
        out.closeEntry();
    }

    /**
     * Opens one.
     *
     * @throws IOException if it is no backup, or holds something that no backup holds
     */
    public static BackupFile open(Path file) throws IOException {
        try {
            ZipFile zip = new ZipFile(file.toFile());
            BackupFile backup = new BackupFile(zip);
            if (!backup.isWhole()) {
                zip.close();
                throw new IOException(file + " is no backup of an appliance");
            }
            return backup;
        } catch (ZipException notOne) {
            throw new IOException(file + " is no backup of an appliance: " + notOne.getMessage(), notOne);
        }
    }

    private boolean isWhole() {
        Enumeration<? extends ZipEntry> entries = zip.entries();
        boolean database = false;
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            database |= entry.getName().equals(DATABASE);
            boolean small = ENTRY.matcher(entry.getName()).matches() && entry.getSize() <= ENTRY_MAX_BYTES;
            if (!small && !entry.getName().equals(DATABASE)) {
                return false;
            }
        }
        return database && zip.getEntry(DEVICE_KEY) != null && zip.getEntry(JOURNAL_KEY) != null;
    }

    /** Whether the device key in this state folder is there, and is not the one in here. */
    public boolean hasAnotherDeviceKey(Path state) throws IOException {
        return differs(state, DEVICE_KEY);
    }

    /** Whether the journal's key in this state folder is there, and is not the one in here. */
    public boolean hasAnotherJournalKey(Path state) throws IOException {
        return differs(state, JOURNAL_KEY);
    }

    private boolean differs(Path state, String name) throws IOException {
        Path file = state.resolve(name);
        return Durable.isThere(file) && !Arrays.equals(Files.readAllBytes(file), bytes(name));
    }

    /**
     * The appliance's keys as they will be once {@link #fillIn} has filled this state folder; changes nothing.
     *
     * @throws IOException if a key is damaged
     */
    public DeviceKeyFile keys(Path state, String machineId) throws IOException {
        Path journalKey = state.resolve(JOURNAL_KEY);
        return DeviceKeyFile.of(
                bytes(DEVICE_KEY),
                Durable.isThere(journalKey) ? Files.readAllBytes(journalKey) : bytes(JOURNAL_KEY),
                machineId);
    }

    private byte[] bytes(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException("the backup has no " + name);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readNBytes(ENTRY_MAX_BYTES);
        }
    }

    /** Writes the database to a new file, mode 0600. */
    public void extractDatabase(Path file) throws IOException {
        ZipEntry entry = zip.getEntry(DATABASE);
        if (entry == null) {
            throw new IOException("the backup has no database");
        }
        Files.createFile(file, PosixFilePermissions.asFileAttribute(Durable.PRIVATE_FILE));
        try (InputStream in = zip.getInputStream(entry);
                OutputStream out = Files.newOutputStream(file)) {
            in.transferTo(out);
        }
    }

    /** Puts each file that the state folder lacks in place, the device key last; what is there stays, for it is newer. */
    public void fillIn(Path state) throws IOException {
        List<String> names = new ArrayList<>(zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> !name.equals(DATABASE))
                .sorted((one, other) -> Boolean.compare(one.equals(DEVICE_KEY), other.equals(DEVICE_KEY)))
                .toList());
        for (String name : names) {
            Path file = state.resolve(name);
            if (!Durable.isThere(file)) {
                Durable.makeFolder(Durable.parent(file), Durable.PRIVATE_FOLDER);
                Durable.create(file, bytes(name));
            }
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
