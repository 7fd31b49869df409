package dev.sgate.host;

import dev.sgate.seal.Sha256;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** The staged attachment, hashed as it is read, so that what was unpacked is proven to be what was signed. */
final class StagedBytes extends FilterInputStream {
    private final MessageDigest digest = Sha256.newDigest();

    StagedBytes(InputStream staged) {
        super(staged);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = readFromDisk(bytes, offset, length);
        if (read > 0) {
            digest.update(bytes, offset, read);
        }
        return read;
    }

    private int readFromDisk(byte[] bytes, int offset, int length) throws DiskTrouble {
        try {
            return super.read(bytes, offset, length);
        } catch (IOException e) {
            throw new DiskTrouble(e);
        }
    }

    @Override
    public long skip(long bytes) throws IOException {
        return Math.max(0, read(new byte[(int) Math.min(bytes, 8192)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Reads to the end, and the digest of it all. */
    Sha256 digestToEnd() throws IOException {
        byte[] rest = new byte[256 << 10];
        while (read(rest, 0, rest.length) >= 0) {
            // only the digest is of interest
        }
        return Sha256.ofRaw(digest.digest());
    }
}
