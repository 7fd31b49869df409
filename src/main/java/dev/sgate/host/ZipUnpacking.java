package dev.sgate.host;

import dev.sgate.release.App;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.util.Collections;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Unpacks a zip by its central directory, the only place that tells links and modes; so it is read twice, hashed the first time. */
final class ZipUnpacking {
    private static final int TYPE_BITS = 0170000;
    private static final int REGULAR_FILE = 0100000;
    private static final int FOLDER = 0040000;
    private static final int SET_ID_BITS = 07000;
    private static final int EXECUTE_BITS = 0111;

    private final App app;
    private final ReleaseFolder folder;

    ZipUnpacking(App app, ReleaseFolder folder) {
        this.app = app;
        this.folder = folder;
    }

    void unpack(FileChannel archive) throws IOException {
        ZipDirectory.requireSmall(archive);
        // The headers beside the contents say nothing that we use, and hold up to 128 KiB each.
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(archive)
                .setIgnoreLocalFileHeader(true)
                .get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
                add(entry, zip);
            }
        }
    }

    private void add(ZipArchiveEntry entry, ZipFile zip) throws IOException {
        String name = entry.getName();
        int mode = entry.getUnixMode();
        int type = mode & TYPE_BITS;
        if ((mode & SET_ID_BITS) != 0) {
            throw new UnsafeArchive("set-id or sticky bit", name);
        }
        if (type != 0 && type != (entry.isDirectory() ? FOLDER : REGULAR_FILE)) {
            throw new UnsafeArchive("neither file nor folder", name);
        }
        if (entry.isDirectory()) {
            folder.addFolder(name);
        } else {
            addFile(entry, zip);
        }
    }

    private void addFile(ZipArchiveEntry entry, ZipFile zip) throws IOException {
        boolean plain = entry.getMethod() == ZipEntry.STORED || entry.getMethod() == ZipEntry.DEFLATED;
        if (!plain || entry.getGeneralPurposeBit().usesEncryption()) {
            throw new UnsafeArchive("packed in a way that is not taken", entry.getName());
        }
        try (InputStream content = zip.getInputStream(entry)) {
            folder.addFile(entry.getName(), isExecutable(entry), content);
        }
    }

    /** A zip made on Windows knows no modes: there the signed command says what is to be run. */
    private boolean isExecutable(ZipArchiveEntry entry) {
        return entry.getPlatform() == ZipArchiveEntry.PLATFORM_UNIX
                ? (entry.getUnixMode() & EXECUTE_BITS) != 0
                : entry.getName().equals(app.command().get(0));
    }
}
