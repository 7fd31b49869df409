package dev.sgate.host;

import dev.sgate.station.Volume.Listing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The top folder of a volume that nobody vouches for: names may be anything, what bears a name may be anything. Names stay {@link
 * Path} objects: made from text again, a name that is not UTF-8 would be another one.
 */
final class TopFolder {
    private static final List<String> ENDINGS = List.of(".sglic", ".sgupd", ".sgtrust");
    private static final Path RETURN_REQUEST = Path.of("SGATE-RETURN");

    private final Path directory;

    TopFolder(Path directory) {
        this.directory = directory;
    }

    Listing list(int namesMax, int candidatesMax) throws IOException {
        List<Path> candidates = new ArrayList<>();
        boolean returnRequested = false;
        int names = 0;
        try (DirectoryStream<Path> entries = open()) {
            for (Path entry : entries) {
                if (++names > namesMax) {
                    return new Listing.TooMany(namesMax);
                }
                Path name = nameOf(entry);
                if (hasOurEnding(name) && isRegular(entry)) {
                    candidates.add(name);
                }
                returnRequested |= name.equals(RETURN_REQUEST) && isRegular(entry);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        candidates.sort(null);
        int passedOver = Math.max(0, candidates.size() - candidatesMax);
        List<Path> first = List.copyOf(candidates.subList(0, candidates.size() - passedOver));
        return new Listing.Names(first, passedOver, returnRequested);
    }

    @SuppressWarnings("StreamResourceLeak") // whoever asked closes it
    private DirectoryStream<Path> open() throws IOException {
        try {
            return Files.newDirectoryStream(directory);
        } catch (AccessDeniedException e) {
            throw closed(directory, e);
        }
    }

    /** File systems of Linux know owners, and we are nobody special. */
    private static FileSystemException closed(Path file, AccessDeniedException cause) {
        FileSystemException told =
                new FileSystemException(file.toString(), null, "its owner lets nobody else read it (chmod -R a+rX)");
        told.initCause(cause);
        return told;
    }

    private static Path nameOf(Path entry) {
        Path name = entry.getFileName();
        if (name == null) {
            throw new IllegalStateException("an entry of a folder has a name");
        }
        return name;
    }

    /** Not the side files that macOS writes beside each file on FAT and exFAT: {@code ._name}. */
    private static boolean hasOurEnding(Path name) {
        String text = name.toString().toLowerCase(Locale.ROOT);
        return !text.startsWith("._") && ENDINGS.stream().anyMatch(text::endsWith);
    }

    private static boolean isRegular(Path file) throws IOException {
        return find(file).filter(BasicFileAttributes::isRegularFile).isPresent();
    }

    /** What bears the name, links not followed; empty if nothing does. */
    private static Optional<BasicFileAttributes> find(Path file) throws IOException {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException nothing) {
            return Optional.empty();
        }
    }

    /**
     * Opens a regular file. It is looked at before it is opened, for opening a FIFO would wait for a writer for ever, and again
     * afterwards: the same file must still bear the name. Between the two looks only somebody with rights on this machine, or a
     * FUSE driver, could put a FIFO there and take it away again; the visit's own deadline is what is left against that.
     */
    InputStream read(Path name, long fromByte) throws IOException {
        Path file = inside(name);
        BasicFileAttributes before = regular(file);
        FileChannel channel = openRegular(file);
        try {
            Object key = regular(file).fileKey();
            if (key == null || !key.equals(before.fileKey())) {
                throw new FileSystemException(file.toString(), null, "replaced while it was opened");
            }
            return Channels.newInputStream(channel.position(fromByte));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileChannel openRegular(Path file) throws IOException {
        try {
            return FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        } catch (AccessDeniedException e) {
            throw closed(file, e);
        }
    }

    private static BasicFileAttributes regular(Path file) throws IOException {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!found.isRegularFile()) {
            throw new FileSystemException(file.toString(), null, "not a regular file");
        }
        return found;
    }

    /** The path of a name in this very folder; anything else is a mistake of ours. */
    Path inside(Path name) {
        boolean odd = List.of("", ".", "..").contains(name.toString());
        if (odd || name.isAbsolute() || name.getNameCount() != 1) {
            throw new IllegalArgumentException("not a name in the top folder");
        }
        return directory.resolve(name);
    }
}
