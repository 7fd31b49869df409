package dev.sgate.cli.terminal;

import java.io.PrintWriter;
import java.util.function.LongConsumer;

/**
 * How far a long step over many bytes has come: a line that counts up on a terminal, one plain line without one, nothing for a
 * step that is over before anybody looks.
 */
public final class Progress implements LongConsumer, AutoCloseable {
    /** A step over fewer bytes than this is not told: 8 MiB. */
    private static final long WORTH_TELLING_BYTES = 8L << 20;

    private static final long MIB = 1L << 20;

    private final PrintWriter err;
    private final boolean terminal;
    private final String step;
    private final long totalBytes;
    private long shownMib = -1;

    Progress(PrintWriter err, boolean terminal, String step, long totalBytes) {
        this.err = err;
        this.terminal = terminal && totalBytes >= WORTH_TELLING_BYTES;
        this.step = step;
        this.totalBytes = totalBytes;
        if (!terminal && totalBytes >= WORTH_TELLING_BYTES) {
            err.println("sgate: " + step + " (" + mib(totalBytes) + " MiB)");
            err.flush();
        }
    }

    /** Told the number of bytes done so far. */
    @Override
    public void accept(long doneBytes) {
        if (terminal && doneBytes / MIB != shownMib) {
            shownMib = doneBytes / MIB;
            err.print("\rsgate: " + step + " " + shownMib + " of " + mib(totalBytes) + " MiB ");
            err.flush();
        }
    }

    /** Ends the line. */
    @Override
    public void close() {
        if (terminal && shownMib >= 0) {
            err.println();
            err.flush();
        }
    }

    private static long mib(long bytes) {
        return (bytes + MIB - 1) / MIB;
    }
}
