package dev.sgate.station;

import dev.sgate.release.App;
import dev.sgate.seal.Limits;
import dev.sgate.seal.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where releases live side by side on the disk: {@code apps/<name>/releases/<folder>/}, and {@code apps/<name>/current}, a link that
 * is switched by one rename (port; BEHAVIOUR 7). A folder is named {@code <version>-<first 8 hex of digest>}.
 */
public interface Releases {
    /** What a file takes on the disk is rounded up to this. */
    long BLOCK_BYTES = 4096;

    /** The folder's name of a release. */
    static String folderOf(App app) {
        return app.version() + "-" + app.sha256().first8();
    }

    /** Most bytes that installing may take at one time beside the staged attachment: what is unpacked, and a block a file. */
    static long bytesNeeded(App app) {
        long files = Math.min(app.unpackedFiles().orElse(1L), Limits.ARCHIVE_ENTRIES_MAX);
        return app.unpackedLength().orElse(app.length()) + files * BLOCK_BYTES;
    }

    /**
     * Makes the release's folder from the staged attachment: unpacked under the payload's limits, synced, read back and compared
     * with the signed digest. After a power cut the folder is either whole under its name or a leftover that {@link #discard}
     * removes.
     *
     * @return the folder's name, or {@code unsafe-archive}, {@code digest-mismatch} or {@code no-space}; nothing is left then
     */
    Verdict<String> unpack(App app, String stagingSlot) throws IOException;

    /** The folder that {@code current} points to; empty before the first install. */
    Optional<String> current(String appName) throws IOException;

    /** Points {@code current} to this folder by one atomic rename, and syncs. */
    void switchTo(String appName, String folder) throws IOException;

    /** Takes {@code current} away: no release is to run (a first install that failed). */
    void clearCurrent(String appName) throws IOException;

    /** The folders of an application, leftovers included. */
    List<String> folders(String appName) throws IOException;

    /** Removes a release's folder; nothing happens if it is not there. */
    void discard(String appName, String folder) throws IOException;
}
