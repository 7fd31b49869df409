package dev.sgate.station;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream from a stick whose failures can be told from those of our own disk, where both happen in one copy. */
final class MediumStream extends FilterInputStream {
    /** The stick failed, not we. */
    static final class MediumException extends IOException {
        private static final long serialVersionUID = 1L;

        MediumException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    MediumStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            throw new MediumException(e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (IOException e) {
            throw new MediumException(e);
        }
    }
}
