package dev.sgate.vendor.mint;

import dev.sgate.release.App.MediaType;
import dev.sgate.vendor.BadInput;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;

/**
 * What unpacking an archive takes, found by unpacking it into nothing: an archive's own headers are not asked.
 *
 * @param bytes of all files together
 * @param files entries of any kind, folders too
 */
public record ArchiveSize(long bytes, long files) {
    static Optional<ArchiveSize> measure(Path file, MediaType mediaType) throws IOException {
        return switch (mediaType) {
            case EXECUTABLE -> Optional.empty();
            case ZIP -> Optional.of(zip(file));
            case TAR_GZ, TAR_ZSTD -> Optional.of(tar(file, mediaType));
        };
    }

    private static ArchiveSize zip(Path file) throws IOException {
        ArchiveSize sum = new ArchiveSize(0, 0);
        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
            for (Iterator<ZipArchiveEntry> entries = zip.getEntries().asIterator(); entries.hasNext(); ) {
                try (InputStream content = zip.getInputStream(entries.next())) {
                    sum = sum.plus(content.transferTo(OutputStream.nullOutputStream()));
                }
            }
        }
        return sum.requireContent(file);
    }

    private static ArchiveSize tar(Path file, MediaType mediaType) throws IOException {
        ArchiveSize sum = new ArchiveSize(0, 0);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                ArchiveInputStream<? extends ArchiveEntry> tar = new TarArchiveInputStream(unpacked(in, mediaType))) {
            while (tar.getNextEntry() != null) {
                sum = sum.plus(tar.transferTo(OutputStream.nullOutputStream()));
            }
        }
        return sum.requireContent(file);
    }

    private static InputStream unpacked(InputStream in, MediaType mediaType) throws IOException {
        return mediaType == MediaType.TAR_ZSTD
                ? new ZstdCompressorInputStream(in)
                : GzipCompressorInputStream.builder()
                        .setInputStream(in)
                        .setDecompressConcatenated(true)
                        .get();
    }

    private ArchiveSize plus(long more) {
        return new ArchiveSize(bytes + more, files + 1);
    }

    private ArchiveSize requireContent(Path file) {
        if (bytes == 0) {
            throw new BadInput(file + " is an archive with nothing in it");
        }
        return this;
    }
}
