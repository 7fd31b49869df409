package dev.sgate.host;

import dev.sgate.license.lease.LeaseFile;
import dev.sgate.station.leasing.LeaseFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Lease files in a folder that applications can read: {@code <product>.lease}, mode 0644. A power cut while one is replaced leaves the
 * old one and a {@code .new} beside it, which the next replacement overwrites. What lies in their place and is no regular file is
 * not followed; it is replaced.
 */
public final class DiskLeaseFiles implements LeaseFiles {
    private static final Set<PosixFilePermission> FOR_ALL = PosixFilePermissions.fromString("rw-r--r--");

    private final Path folder;

    /** @param folder made when the first file is */
    public DiskLeaseFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<byte[]> find(String product) throws IOException {
        Path file = file(product);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(LeaseFile.MAX_BYTES + 1);
            return bytes.length > LeaseFile.MAX_BYTES ? Optional.empty() : Optional.of(bytes);
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    @Override
    public void put(String product, byte[] bytes) throws IOException {
        Durable.makeFolder(folder, Durable.OPEN_FOLDER);
        Durable.replace(file(product), bytes, FOR_ALL);
    }

    @Override
    public void remove(String product) throws IOException {
        if (Files.deleteIfExists(file(product))) {
            Durable.syncFolder(folder);
        }
    }

    private Path file(String product) {
        return folder.resolve(product + ".lease");
    }
}
