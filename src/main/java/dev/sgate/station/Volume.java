package dev.sgate.station;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One mounted volume: the only way to read from and write to a stick (port). It may lie, hang or vanish at any moment; every method
 * may throw {@link IOException}, which is the medium's fault, never a verdict on a file. {@link #isThere()} then tells a pulled
 * stick from a bad sector.
 */
public interface Volume {
    /** The medium did not answer for so long that it was given up: {@code stalled}. Nothing is asked of it any more. */
    final class Stalled extends IOException {
        private static final long serialVersionUID = 1L;

        private final Duration patience;

        /** @param patience how long was waited without any byte of progress */
        public Stalled(Duration patience) {
            super("no answer for " + patience.toSeconds() + " s");
            this.patience = patience;
        }

        /** Among the causes of a failure, the failure itself first. */
        static Optional<Stalled> find(Throwable failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof Stalled stalled) {
                    return Optional.of(stalled);
                }
            }
            return Optional.empty();
        }

        /** {@code stalled}, with {@code waitedSeconds}. */
        public Refusal refusal() {
            return Refusal.of(RefusalCode.STALLED, "waitedSeconds", patience.toSeconds());
        }
    }

    /** What the top folder holds. */
    sealed interface Listing {
        /**
         * Regular files with one of our endings, by name, as many as the caller asked for.
         *
         * @param passedOver how many more of them there were
         * @param returnRequested whether there is a file named {@code SGATE-RETURN}
         */
        record Names(List<Path> candidates, int passedOver, boolean returnRequested) implements Listing {}

        /** More names than anybody keeps on a tidy stick. */
        record TooMany(int limit) implements Listing {}
    }

    /** Streams over the top folder; links, folders, FIFOs and devices are passed over. */
    Listing list(int namesMax, int candidatesMax) throws IOException;

    /**
     * Opens a regular file of the top folder for one pass from front to back. Never follows a link, never leaves the volume, never
     * blocks on a FIFO.
     *
     * @param fromByte how many bytes to skip, without reading them
     */
    InputStream read(Path name, long fromByte) throws IOException;

    /** Whether the mount is still listed and answers. */
    boolean isThere();

    /** Makes the volume writable if it is not; false if it cannot be (write-protected). Call before the first {@link #write}. */
    boolean makeWritable() throws IOException;

    /** A file of ours that was written on an earlier visit; empty if there is none or it is not a regular file with one name. */
    Optional<InputStream> readOwn(String name) throws IOException;

    /** The content of a file to be written. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file of ours whole or not at all: a temporary of our own beside it, synced, read back and compared, renamed over
     * {@code name}, the folder synced. A link, folder, FIFO or hard link in the name's place is refused ({@code unsafe-mount}), a
     * full stick too ({@code no-space}); the temporary is gone then.
     */
    Verdict<String> write(String name, Content content) throws IOException;

    /**
     * Syncs everything and makes the mount read-only again, or unmounts it.
     *
     * @return whether it is now safe to unplug: all synced and the mount read-only or gone (for a plain folder: all synced)
     */
    boolean release() throws IOException;
}
