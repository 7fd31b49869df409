package dev.sgate.journal;

import dev.sgate.seal.Sha256;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Counts and hashes what passes through. */
final class HashedOutput extends FilterOutputStream {
    private final MessageDigest digest = Sha256.newDigest();
    private long count;

    HashedOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        digest.update(bytes, from, length);
        count += length;
    }

    /** Bytes so far. */
    long count() {
        return count;
    }

    /** The digest of everything; call once, at the end. */
    Sha256 sha256() {
        return Sha256.ofRaw(digest.digest());
    }
}
