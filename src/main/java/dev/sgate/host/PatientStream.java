package dev.sgate.host;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.RejectedExecutionException;

/**
 * A stream of which each part is read by the stick's own thread, into a buffer of its own: what comes too late changes nothing that
 * somebody else has in hand. For one thread.
 */
final class PatientStream extends InputStream {
    private static final int PART_BYTES = 256 << 10;

    private final InputStream in;
    private final StickThread thread;
    private byte[] part = new byte[0];

    PatientStream(InputStream in, StickThread thread) {
        this.in = in;
        this.thread = thread;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int most = Math.min(length, PART_BYTES);
        if (part.length < most) {
            part = new byte[most];
        }
        byte[] own = part;
        int read = thread.call(() -> in.read(own, 0, most));
        if (read > 0) {
            System.arraycopy(own, 0, bytes, offset, read);
        }
        return read;
    }

    /** Where the stick does not answer, whoever closes does not wait. */
    @Override
    public void close() throws IOException {
        if (thread.isGivenUp()) {
            return;
        }
        try {
            thread.call(() -> {
                in.close();
                return true;
            });
        } catch (RejectedExecutionException givenUpMeanwhile) {
            return;
        }
    }
}
