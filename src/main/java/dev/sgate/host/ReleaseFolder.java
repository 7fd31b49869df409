package dev.sgate.host;

import dev.sgate.release.App;
import dev.sgate.seal.Limits;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.station.CrashPoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A release's folder while an archive is unpacked into it: regular files and folders only, under the payload's limits and ours. Modes
 * are ours: 0755 for folders and what the archive calls executable, 0644 for the rest. Each file is synced as it is written.
 */
final class ReleaseFolder {
    private static final int BUFFER_BYTES = 256 << 10;
    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> PLAIN = PosixFilePermissions.fromString("rw-r--r--");

    private final Path folder;
    private final ArchivePaths paths = new ArchivePaths(Limits.ARCHIVE_ENTRIES_MAX);
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final Map<Path, Sha256> written = new LinkedHashMap<>();
    private long filesLeft;
    private long bytesLeft;

    /** An empty folder that is there. */
    ReleaseFolder(Path folder, App app) {
        this.folder = folder;
        this.filesLeft = app.unpackedFiles().orElse(1L);
        this.bytesLeft = app.unpackedLength().orElse(app.length());
    }

    void addFolder(String name) throws IOException {
        makeFolder(folder.resolve(paths.takeFolder(name)));
    }

    /** Writes a file from all that the stream still holds. */
    void addFile(String name, boolean executable, InputStream content) throws IOException {
        Path file = folder.resolve(paths.takeFile(name));
        if (--filesLeft < 0) {
            throw new UnsafeArchive("more files than it says", name);
        }
        makeFolder(Durable.parent(file));
        MessageDigest digest = Sha256.newDigest();
        try (FileChannel out = create(file)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                bytesLeft -= read;
                if (bytesLeft < 0) {
                    throw new UnsafeArchive("unpacks to more than it says", name);
                }
                digest.update(buffer, 0, read);
                write(out, read);
            }
            finish(file, out, executable);
        }
        written.put(file, Sha256.ofRaw(digest.digest()));
    }

    /** Reads every file back and compares it with what was written; {@code digest-mismatch} for the first that differs. */
    Optional<Refusal> readBack(ReadBack disk) throws DiskTrouble {
        try {
            for (Map.Entry<Path, Sha256> file : written.entrySet()) {
                Sha256 found = disk.digest(file.getKey());
                if (!found.equals(file.getValue())) {
                    return Optional.of(Refusal.of(RefusalCode.DIGEST_MISMATCH, "expected", file.getValue())
                            .and("found", found)
                            .and("readBack", folder.relativize(file.getKey())));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new DiskTrouble(e);
        }
    }

    private static FileChannel create(Path file) throws DiskTrouble {
        try {
            return FileChannel.open(
                    file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new DiskTrouble(e);
        }
    }

    private void write(FileChannel out, int length) throws DiskTrouble {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, length);
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            throw new DiskTrouble(e);
        }
    }

    private static void finish(Path file, FileChannel out, boolean executable) throws DiskTrouble {
        try {
            Files.setPosixFilePermissions(file, executable ? EXECUTABLE : PLAIN);
            CrashPoint.BEFORE_RELEASE_FILE_SYNC.reached();
            out.force(true);
            CrashPoint.AFTER_RELEASE_FILE_SYNC.reached();
        } catch (IOException e) {
            throw new DiskTrouble(e);
        }
    }

    /** Parents are made by the same names that were checked: none of them can be a link, for nobody else writes here. */
    private static void makeFolder(Path wanted) throws DiskTrouble {
        try {
            Files.createDirectories(wanted, PosixFilePermissions.asFileAttribute(EXECUTABLE));
        } catch (IOException e) {
            throw new DiskTrouble(e);
        }
    }
}
