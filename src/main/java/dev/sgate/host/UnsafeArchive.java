package dev.sgate.host;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import java.io.IOException;

/** An archive that holds, or grows to, what no release may: leaves {@link DiskReleases} as the refusal {@code unsafe-archive}. */
final class UnsafeArchive extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    /**
     * @param flaw what is wrong, in one or two words
     * @param where the entry's name, or the limit that was passed
     */
    UnsafeArchive(String flaw, Object where) {
        super(flaw);
        this.refusal = Refusal.of(RefusalCode.UNSAFE_ARCHIVE, "flaw", flaw).and("at", where);
    }

    Refusal refusal() {
        return refusal;
    }
}
