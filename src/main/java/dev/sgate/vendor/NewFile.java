package dev.sgate.vendor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file that appears under its name whole and durable, or not at all, and never in the place of another: written under a name of
 * its own, synced, then given its name.
 */
public final class NewFile {
    /** Writes the content of a file. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private NewFile() {}

    /** A file that its owner alone may read. */
    public static void writeSecret(Path file, byte[] content) throws IOException {
        write(file, "rw-------", out -> out.write(content));
    }

    /** A file that everybody may read. */
    public static void write(Path file, Content content) throws IOException {
        write(file, "rw-r--r--", content);
    }

    private static void write(Path file, String mode, Content content) throws IOException {
        requireAbsent(file);
        Path folder = folderOf(file);
        Path part = folder.resolve(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            writePart(part, mode, content);
            appear(part, file);
            syncFolder(folder);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Path folderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + " is no file's name");
        }
        return folder;
    }

    private static void requireAbsent(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(file.toString());
        }
    }

    private static void writePart(Path part, String mode, Content content) throws IOException {
        createEmpty(part, mode);
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            content.writeTo(Channels.newOutputStream(channel));
            channel.force(true);
        }
    }

    private static void createEmpty(Path part, String mode) throws IOException {
        Files.deleteIfExists(part); // of a process with our id that was killed
        if (Files.getFileStore(folderOf(part)).supportsFileAttributeView("posix")) {
            Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
        } else {
            Files.createFile(part);
        }
    }

    /** A second name never replaces a file; a stick's file system has no second names, so there the way is two steps. */
    private static void appear(Path part, Path file) throws IOException {
        try {
            Files.createLink(file, part);
        } catch (FileAlreadyExistsException there) {
            throw there;
        } catch (IOException | UnsupportedOperationException noLinks) {
            requireAbsent(file);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
