package dev.sgate.host;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Builds archives entry by entry, good and bad. */
final class Archives {
    /** A tar while it is made. */
    static final class Tar {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8");

        Tar() {
            out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        }

        Tar file(String name, int mode, byte[] content) {
            TarArchiveEntry entry = new TarArchiveEntry(name, true);
            entry.setMode(mode);
            return add(entry, content);
        }

        Tar folder(String name) {
            return add(new TarArchiveEntry(name.endsWith("/") ? name : name + "/", TarConstants.LF_DIR), new byte[0]);
        }

        Tar special(String name, byte type, String target) {
            TarArchiveEntry entry = new TarArchiveEntry(name, type);
            entry.setLinkName(target);
            return add(entry, new byte[0]);
        }

        /** An entry that says that the next one's name is this long. */
        Tar longName(int bytes) {
            return add(new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME), new byte[bytes]);
        }

        private Tar add(TarArchiveEntry entry, byte[] content) {
            try {
                entry.setSize(content.length);
                out.putArchiveEntry(entry);
                out.write(content);
                out.closeArchiveEntry();
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        byte[] gzip() throws IOException {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(plain());
            }
            return packed.toByteArray();
        }

        byte[] zstd() throws IOException {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (ZstdOutputStream zstd = new ZstdOutputStream(packed)) {
                zstd.write(plain());
            }
            return packed.toByteArray();
        }

        private byte[] plain() throws IOException {
            out.close();
            return bytes.toByteArray();
        }
    }

    /** A zip while it is made. */
    static final class Zip {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final ZipArchiveOutputStream out = new ZipArchiveOutputStream(bytes);

        /** @param mode 0 for a zip that knows no modes */
        Zip file(String name, int mode, byte[] content) {
            try {
                ZipArchiveEntry entry = new ZipArchiveEntry(name);
                if (mode != 0) {
                    entry.setUnixMode(mode);
                }
                out.putArchiveEntry(entry);
                out.write(content);
                out.closeArchiveEntry();
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        byte[] bytes() throws IOException {
            out.close();
            return bytes.toByteArray();
        }
    }

    private Archives() {}
}
