package dev.sgate.host;

import java.io.FilterInputStream;
import java.io.InputStream;

/** Hands a stream to somebody who closes what he is given, while its rest is still of interest. */
final class Unclosed extends FilterInputStream {
    Unclosed(InputStream kept) {
        super(kept);
    }

    @Override
    public void close() {
        // the owner closes it
    }
}
