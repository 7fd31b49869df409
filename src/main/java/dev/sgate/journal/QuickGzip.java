package dev.sgate.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Gzip at a low level, always the same one. Packing is half of an export's time at the usual level, while somebody waits at the
 * machine.
 */
final class QuickGzip extends GZIPOutputStream {
    private static final int LEVEL = 3;
    private static final int BUFFER_BYTES = 16 << 10;

    QuickGzip(OutputStream out) throws IOException {
        super(out, BUFFER_BYTES);
        def.setLevel(LEVEL);
    }
}
