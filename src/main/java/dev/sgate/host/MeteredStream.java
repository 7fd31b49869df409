package dev.sgate.host;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Unpacked bytes with a meter: the reader of an archive gets as many as it was just allowed and no more, so neither a long header
 * nor a bomb can fill the memory. Skipping counts as reading.
 */
final class MeteredStream extends FilterInputStream {
    private long total;
    private long allowed;

    /** @param totalMax most bytes in all */
    MeteredStream(InputStream unpacked, long totalMax) {
        super(unpacked);
        this.total = totalMax;
    }

    /** Allows this many bytes from here on, whatever is left of what was allowed before. */
    void allow(long bytes) {
        allowed = bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read > 0) {
            allowed -= read;
            total -= read;
            if (allowed < 0 || total < 0) {
                throw new UnsafeArchive("unpacks to more than it says", total < 0 ? "archive" : "entry");
            }
        }
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        return Math.max(0, read(new byte[(int) Math.min(bytes, 8192)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
