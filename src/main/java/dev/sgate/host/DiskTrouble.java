package dev.sgate.host;

import java.io.IOException;

/** Our own disk failed while an archive was unpacked: sets this apart from an archive that cannot be read. */
final class DiskTrouble extends IOException {
    private static final long serialVersionUID = 1L;

    private final IOException trouble;

    DiskTrouble(IOException trouble) {
        super(trouble);
        this.trouble = trouble;
    }

    IOException trouble() {
        return trouble;
    }
}
