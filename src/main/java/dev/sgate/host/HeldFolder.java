package dev.sgate.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The top folder of a volume, held open: what is done through it happens on the file system that was opened, whatever is mounted over
 * the folder meanwhile. Names are single names in this folder; links are not followed. To be held for one file only, for a volume
 * whose folder is held cannot be unmounted.
 */
final class HeldFolder implements AutoCloseable {
    /** Opens the folder. */
    @FunctionalInterface
    interface Holding {
        HeldFolder open() throws IOException;
    }

    private final SecureDirectoryStream<Path> folder;

    private HeldFolder(SecureDirectoryStream<Path> folder) {
        this.folder = folder;
    }

    @SuppressWarnings("StreamResourceLeak") // it is closed with this object
    static HeldFolder open(Path directory) throws IOException {
        DirectoryStream<Path> opened = Files.newDirectoryStream(directory);
        if (opened instanceof SecureDirectoryStream<Path> folder) {
            return new HeldFolder(folder);
        }
        opened.close();
        throw new IOException("this system cannot hold a folder open");
    }

    /** Device and inode number: no two folders that are there at one time have the same. */
    Object identity() throws IOException {
        Object key = folder.getFileAttributeView(BasicFileAttributeView.class)
                .readAttributes()
                .fileKey();
        if (key == null) {
            throw new IOException("this system does not number its files");
        }
        return key;
    }

    /** Makes a file that is not there yet. */
    FileChannel create(Path name) throws IOException {
        return (FileChannel) folder.newByteChannel(
                name, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    /** Reads a file; it may be read on after the folder is let go. */
    InputStream read(Path name) throws IOException {
        return Channels.newInputStream(
                folder.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
    }

    /** In one step, also where there is a file of the new name. */
    void rename(Path from, Path to) throws IOException {
        folder.move(from, folder, to);
    }

    void deleteIfThere(Path name) throws IOException {
        try {
            folder.deleteFile(name);
        } catch (NoSuchFileException goneAlready) {
            return;
        }
    }

    /** The names of the regular files; may be asked for once. */
    List<Path> files() throws IOException {
        List<Path> names = new ArrayList<>();
        try {
            for (Path entry : folder) {
                Path name = entry.getFileName();
                if (name != null && isRegular(name)) {
                    names.add(name);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    private boolean isRegular(Path name) throws IOException {
        return folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .isRegularFile();
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
