package dev.sgate.host;

import com.github.luben.zstd.ZstdInputStream;
import dev.sgate.release.App;
import dev.sgate.seal.Limits;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/** Unpacks a tar that is packed with gzip or zstd, in one pass. */
final class TarUnpacking {
    /** Most bytes of headers before one entry: long names and extended attributes are read into memory. */
    private static final long HEADERS_MAX_BYTES = 1 << 20;

    /** Room for the headers and padding of an entry of ordinary make. */
    private static final long ENTRY_OVERHEAD_BYTES = 4096;

    private static final int BUFFER_BYTES = 64 << 10;
    private static final int SET_ID_BITS = 07000;
    private static final int EXECUTE_BITS = 0111;

    private final App app;
    private final ReleaseFolder folder;

    TarUnpacking(App app, ReleaseFolder folder) {
        this.app = app;
        this.folder = folder;
    }

    void unpack(InputStream packed) throws IOException {
        try (MeteredStream unpacked = new MeteredStream(decompress(packed), totalMax());
                TarArchiveInputStream tar = new TarArchiveInputStream(unpacked, "UTF-8")) {
            for (TarArchiveEntry entry = next(unpacked, tar); entry != null; entry = next(unpacked, tar)) {
                unpacked.allow(entry.getSize() + ENTRY_OVERHEAD_BYTES);
                add(entry, tar);
            }
        }
    }

    private long totalMax() {
        long entries = Math.min(app.unpackedFiles().orElse(1L), Limits.ARCHIVE_ENTRIES_MAX);
        return Math.addExact(
                app.unpackedLength().orElse(app.length()), 2 * entries * ENTRY_OVERHEAD_BYTES + 4 * HEADERS_MAX_BYTES);
    }

    private InputStream decompress(InputStream packed) throws IOException {
        InputStream buffered = new BufferedInputStream(packed, BUFFER_BYTES);
        return new BufferedInputStream(
                app.mediaType() == App.MediaType.TAR_ZSTD
                        ? new ZstdInputStream(buffered)
                        : new GZIPInputStream(buffered, BUFFER_BYTES),
                BUFFER_BYTES);
    }

    private static @Nullable TarArchiveEntry next(MeteredStream unpacked, TarArchiveInputStream tar)
            throws IOException {
        unpacked.allow(HEADERS_MAX_BYTES);
        return tar.getNextEntry();
    }

    private void add(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
        String name = entry.getName();
        if ((entry.getMode() & SET_ID_BITS) != 0) {
            throw new UnsafeArchive("set-id or sticky bit", name);
        }
        if (entry.isSparse()) {
            throw new UnsafeArchive("sparse file", name);
        }
        switch (entry.getLinkFlag()) {
            case TarConstants.LF_DIR -> folder.addFolder(name);
            case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM ->
                folder.addFile(name, (entry.getMode() & EXECUTE_BITS) != 0, tar);
            default -> throw new UnsafeArchive("neither file nor folder", name);
        }
    }
}
