package dev.sgate.appliance;

import dev.sgate.appliance.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/**
 * The metrics as a textfile for node_exporter. Renamed into place, so that a reader sees the old file or the new one whole; readable
 * by all; not synced, for a restart begins at zero anyway. Written when something was counted since, and at every {@value
 * #WRITES_ANYWAY}th tick (10 minutes), so that its age tells a dead daemon without wearing out a flash disk.
 */
final class MetricsFile {
    static final int WRITES_ANYWAY = 40;

    private final Metrics metrics;
    private final Path file;
    private final Path next;
    private byte[] written = {};
    private int ticks;
    private boolean failing;

    MetricsFile(Path file, Metrics metrics) {
        this.metrics = metrics;
        this.file = file;
        this.next = file.resolveSibling("." + file.getFileName() + ".next");
    }

    /**
     * One tick of the timer.
     *
     * @throws IOException if the file cannot be written, and could be before: once, and not four times a minute
     */
    synchronized void write() throws IOException {
        byte[] now = metrics.exposition();
        if (ticks++ % WRITES_ANYWAY == 0 || !Arrays.equals(now, written)) {
            putOrTellOnce(now);
        }
    }

    private void putOrTellOnce(byte[] text) throws IOException {
        boolean failedBefore = failing;
        try {
            put(text);
            written = text;
            failing = false;
        } catch (IOException failed) {
            failing = true;
            if (!failedBefore) {
                throw failed;
            }
        }
    }

    private void put(byte[] text) throws IOException {
        // never through a link that somebody put there: the folder may belong to node_exporter
        Files.deleteIfExists(next);
        Files.write(next, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
