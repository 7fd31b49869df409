package dev.sgate.host;

import dev.sgate.station.CrashPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The steps that make a change on our own disk survive a power cut. A sync that fails is never tried again and believed. */
final class Durable {
    static final Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");
    static final Set<PosixFilePermission> PRIVATE_FOLDER = PosixFilePermissions.fromString("rwx------");
    static final Set<PosixFilePermission> OPEN_FOLDER = PosixFilePermissions.fromString("rwxr-xr-x");

    private Durable() {}

    /** Forces a folder's entries to disk: which names there are, and what each stands for. */
    static void syncFolder(Path folder) throws IOException {
        CrashPoint.BEFORE_FOLDER_SYNC.reached();
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
        CrashPoint.AFTER_FOLDER_SYNC.reached();
    }

    /** Makes the folder and its missing parents with this mode, each entry synced; a folder that is there gets the mode. */
    static void makeFolder(Path folder, Set<PosixFilePermission> mode) throws IOException {
        if (!Files.isDirectory(folder)) {
            Path parent = parent(folder);
            if (!Files.isDirectory(parent)) {
                makeFolder(parent, OPEN_FOLDER);
            }
            createUnlessThere(folder);
            syncFolder(parent);
        }
        if (!Files.getPosixFilePermissions(folder).equals(mode)) {
            Files.setPosixFilePermissions(folder, mode);
        }
    }

    /** Two starts at once may both find it missing: whoever comes second has what was asked for, if it is a folder. */
    private static void createUnlessThere(Path folder) throws IOException {
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PRIVATE_FOLDER));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /**
     * Puts a small file in place whole or not at all. A power cut before the rename leaves the old file and a {@code .new} that the
     * next call replaces; after it the new file.
     */
    static void replace(Path file, byte[] content) throws IOException {
        replace(file, content, PRIVATE_FILE);
    }

    /** The same, with this mode from its first moment on. */
    static void replace(Path file, byte[] content, Set<PosixFilePermission> mode) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        writeNew(fresh, content, mode);
        try {
            CrashPoint.BEFORE_FILE_NAMED.reached();
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            remove(fresh, failed);
            throw failed;
        }
        CrashPoint.AFTER_FILE_NAMED.reached();
        syncFolder(parent(file));
    }

    /**
     * As {@link #replace}, but fails with {@link FileAlreadyExistsException} if there is such a file. A power cut in between may leave the
     * file and, as a second name of it, the {@code .new}.
     */
    static void create(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        writeNew(fresh, content, PRIVATE_FILE);
        try {
            // A second name and not a rename: a rename would silently replace what somebody else has just made.
            CrashPoint.BEFORE_FILE_NAMED.reached();
            Files.createLink(file, fresh);
            CrashPoint.AFTER_FILE_NAMED.reached();
        } finally {
            Files.delete(fresh);
        }
        syncFolder(parent(file));
    }

    /** Removes each {@code .new} of this folder, where nobody makes one now. Nothing happens if the folder is not there. */
    static void removeLeftovers(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*.new")) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void writeNew(Path file, byte[] content, Set<PosixFilePermission> mode) throws IOException {
        Files.deleteIfExists(file);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(mode))) {
            if (!mode.equals(PRIVATE_FILE)) {
                Files.setPosixFilePermissions(file, mode); // whatever the umask took away
            }
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            CrashPoint.BEFORE_FILE_SYNC.reached();
            channel.force(true);
            CrashPoint.AFTER_FILE_SYNC.reached();
        } catch (IOException failed) {
            remove(file, failed);
            throw failed;
        }
    }

    /** What did not get its name is of no use to anybody; where the disk does not let it go, the next start tries again. */
    private static void remove(Path fresh, IOException failed) {
        try {
            Files.deleteIfExists(fresh);
        } catch (IOException again) {
            failed.addSuppressed(again);
        }
    }

    /** The folder that holds this path, which is never a root. */
    static Path parent(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new NoSuchFileException(path.toString(), null, "has no parent folder");
        }
        return parent;
    }

    /**
     * The names in this folder, in their order; none where the folder is not there.
     *
     * @throws IOException if the disk fails, also half-way
     */
    static List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            addNames(entries, names);
        } catch (NoSuchFileException | NotDirectoryException noFolder) {
            return List.of();
        }
        names.sort(null);
        return names;
    }

    /** A disk that fails half-way says so by an exception of its own, which nobody would take for a failing disk. */
    static void addNames(DirectoryStream<Path> entries, List<String> names) throws IOException {
        try {
            entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
    }

    /**
     * Whether something of this name is there, be it a link that leads nowhere.
     *
     * @throws IOException if the disk or its rights do not let us know: what cannot be looked at is not gone
     */
    static boolean isThere(Path path) throws IOException {
        return look(path, LinkOption.NOFOLLOW_LINKS).isPresent();
    }

    /**
     * Whether there is such a folder.
     *
     * @throws IOException as {@link #isThere}
     */
    static boolean isFolder(Path path, LinkOption... options) throws IOException {
        return look(path, options).filter(BasicFileAttributes::isDirectory).isPresent();
    }

    private static Optional<BasicFileAttributes> look(Path path, LinkOption... options) throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class, options));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (FileSystemException failure) {
            if ("Not a directory".equals(failure.getReason())) {
                return Optional.empty(); // a file stands where the folder above it should be
            }
            throw failure;
        }
    }
}
