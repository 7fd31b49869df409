package dev.sgate.station;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** How much of the journal may be gathered on the disk of the state folder before it goes onto a stick. For one thread. */
final class SpoolRoom {
    /**
     * Left free, so that the database can write meanwhile: 4 MiB. Less than an install leaves, for it is the export that lets events
     * go.
     */
    static final long MARGIN_BYTES = 4L << 20;

    private final Staging staging;
    private long leftBytes;

    SpoolRoom(Staging staging) throws IOException {
        this.staging = staging;
        this.leftBytes = staging.usableBytes() - MARGIN_BYTES;
    }

    /** Counts what goes there; what does not fit any more is a {@link Full}, and is not written. */
    OutputStream counted(OutputStream out) throws IOException {
        take(0);
        return new FilterOutputStream(out) {
            @Override
            public void write(int one) throws IOException {
                take(1);
                out.write(one);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                take(length);
                out.write(bytes, offset, length);
            }
        };
    }

    private void take(int bytes) throws IOException {
        leftBytes -= bytes;
        if (leftBytes < 0) {
            throw new Full();
        }
    }

    /** Why the journal could not be gathered; somebody else may have filled the disk meanwhile. */
    Refusal refusal(IOException failure) throws IOException {
        long usable = staging.usableBytes();
        return failure instanceof Full || usable < MARGIN_BYTES
                ? Refusal.of(RefusalCode.NO_SPACE, "disk", "state").and("usableBytes", usable)
                : Refusal.of(RefusalCode.INTERNAL, "reason", String.valueOf(failure.getMessage()));
    }

    /** There is no room for the whole journal. */
    private static final class Full extends IOException {
        private static final long serialVersionUID = 1;
    }
}
