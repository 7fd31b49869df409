package dev.sgate.vendor.mint;

import dev.sgate.release.App.MediaType;
import dev.sgate.seal.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * An application's file as it was measured: read from front to back, never held in memory.
 *
 * @param unpacked what an archive unpacks to; empty for a single executable
 */
public record AppFile(Path file, MediaType mediaType, long length, Sha256 sha256, Optional<ArchiveSize> unpacked) {
    private static final int STEP_BYTES = 256 << 10;

    /** Measures the file; {@code progress} is told the bytes hashed so far. */
    public static AppFile measure(Path file, LongConsumer progress) throws IOException {
        MediaType mediaType = mediaType(file.getFileName().toString().toLowerCase(Locale.ROOT));
        MessageDigest digest = Sha256.newDigest();
        long length = 0;
        byte[] step = new byte[STEP_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(step); read >= 0; read = in.read(step)) {
                digest.update(step, 0, read);
                length += read;
                progress.accept(length);
            }
        }
        Sha256 sha256 = Sha256.ofRaw(digest.digest());
        return new AppFile(file, mediaType, length, sha256, ArchiveSize.measure(file, mediaType));
    }

    private static MediaType mediaType(String name) {
        if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
            return MediaType.TAR_GZ;
        }
        if (name.endsWith(".tar.zst") || name.endsWith(".tzst")) {
            return MediaType.TAR_ZSTD;
        }
        return name.endsWith(".zip") ? MediaType.ZIP : MediaType.EXECUTABLE;
    }
}
