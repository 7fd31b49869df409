package dev.sgate.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * What an application prints: {@code output.log}, and {@code output.log.1} with what came before. The application itself holds the
 * file open and writes at its end, so that it outlives us; we keep it within bounds by cutting it now and then.
 */
final class AppOutput {
    /** What either file may hold after a cut: 16 MiB. Between two cuts the first grows as fast as the application prints. */
    static final long LIMIT_BYTES = 16L << 20;

    private final Path file;
    private final Path before;
    private final long limitBytes;

    AppOutput(Path appFolder) {
        this(appFolder, LIMIT_BYTES);
    }

    AppOutput(Path appFolder, long limitBytes) {
        this.file = appFolder.resolve("output.log");
        this.before = appFolder.resolve("output.log.1");
        this.limitBytes = limitBytes;
    }

    /** The file to append to. */
    Path file() {
        return file;
    }

    /** Before a start: what the last run printed is kept as {@code output.log.1}, what the run before it printed goes. */
    void rotate() throws IOException {
        if (cut()) {
            Files.delete(file);
        } else if (Durable.isThere(file)) {
            Files.move(file, before, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /**
     * Where the file is over the limit, keeps its newest part as {@code output.log.1} and empties it. A line printed at this very
     * moment may be lost. A link or anything else in the file's place is left alone.
     *
     * @return whether it was over the limit
     */
    boolean cut() throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Set<? extends java.nio.file.OpenOption> options =
                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try (FileChannel output = FileChannel.open(file, options)) {
            if (output.size() <= limitBytes) {
                return false;
            }
            keepNewest(output);
            output.truncate(0);
            return true;
        }
    }

    private void keepNewest(FileChannel output) throws IOException {
        Files.deleteIfExists(before);
        try (FileChannel kept = FileChannel.open(before, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long from = output.size() - limitBytes;
            long copied = 0;
            while (copied < limitBytes) {
                long step = output.transferTo(from + copied, limitBytes - copied, kept);
                if (step <= 0) {
                    return;
                }
                copied += step;
            }
        }
    }
}
