package dev.sgate.store;

import dev.sgate.station.CrashPoint;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts a whole new database in the place of the one that is there, which is kept beside it for inspection. The new one stands ready under
 * a name of its own first: a start that finds one finishes what a power cut left. So there is always the old database, or the new one,
 * and never a log of one beside the other.
 */
public final class LedgerSwap {
    /** Where the new database comes from, and what the old one is called from then on. */
    public enum Successor {
        /** Made anew, because the old one was damaged. */
        REBUILT("damaged"),
        /** Out of a backup, because a person said so. */
        RESTORED("replaced");

        private final String old;

        Successor(String old) {
            this.old = old;
        }

        private Path ready(Path database) {
            return beside(database, "." + name().toLowerCase(Locale.ROOT));
        }

        private String prefix(Path database) {
            return database.getFileName() + "." + old + "-";
        }
    }

    private static final int KEPT = 3;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private LedgerSwap() {}

    private static Path beside(Path database, String suffix) {
        return database.resolveSibling(database.getFileName() + suffix);
    }

    /** Where a new database is made; whatever an earlier try left is removed. */
    static Path workshop(Path database) throws IOException {
        Path file = beside(database, ".building");
        for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
            Files.deleteIfExists(beside(file, suffix));
        }
        return file;
    }

    /**
     * Puts a finished database in place.
     *
     * @param file closed, in the same folder
     * @return where the old one is now; empty if there was none
     */
    static Optional<Path> put(Path file, Path database, Successor successor, Instant now) throws IOException {
        try (FileChannel content = FileChannel.open(file, StandardOpenOption.WRITE)) {
            CrashPoint.BEFORE_FILE_SYNC.reached();
            content.force(true);
            CrashPoint.AFTER_FILE_SYNC.reached();
        }
        // A power cut before this: the old database, and a file that the next try removes.
        rename(file, successor.ready(database));
        syncFolder(database);
        return finish(database, now);
    }

    /**
     * Finishes what a power cut may have left; to be called before the database is opened. May be repeated.
     *
     * @return where the old database is now; empty where nothing was left to do
     */
    public static Optional<Path> finish(Path database, Instant now) throws IOException {
        Optional<Path> last = Optional.empty();
        for (Successor successor : Successor.values()) {
            if (Files.exists(successor.ready(database))) {
                last = Optional.of(finish(database, successor, now));
            }
        }
        workshop(database);
        return last;
    }

    private static Path finish(Path database, Successor successor, Instant now) throws IOException {
        Path old = database.resolveSibling(successor.prefix(database) + STAMP.format(now));
        moveIfThere(database, old);
        moveIfThere(beside(database, "-wal"), beside(old, "-wal"));
        Files.deleteIfExists(beside(database, "-shm"));
        Files.deleteIfExists(beside(database, "-journal"));
        // A power cut before this: the new one is ready and the old one's files are partly moved; the next start goes
        // on.
        // After it no log of the old one can get to the new one.
        syncFolder(database);
        rename(successor.ready(database), database);
        syncFolder(database);
        removeOldest(database, successor);
        return old;
    }

    private static void moveIfThere(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            rename(from, to);
        }
    }

    private static void rename(Path from, Path to) throws IOException {
        CrashPoint.BEFORE_FILE_NAMED.reached();
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        CrashPoint.AFTER_FILE_NAMED.reached();
    }

    /** The names sort by time. */
    private static void removeOldest(Path database, Successor successor) throws IOException {
        List<Path> kept;
        try (Stream<Path> files = Files.list(folder(database))) {
            kept = files.filter(file -> isOld(file, database, successor))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path file : kept.stream().skip(KEPT).toList()) {
            Files.deleteIfExists(file);
            Files.deleteIfExists(beside(file, "-wal"));
        }
    }

    private static boolean isOld(Path file, Path database, Successor successor) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(successor.prefix(database)) && !name.endsWith("-wal");
    }

    private static void syncFolder(Path database) throws IOException {
        try (FileChannel folder = FileChannel.open(folder(database), StandardOpenOption.READ)) {
            CrashPoint.BEFORE_FOLDER_SYNC.reached();
            folder.force(true);
            CrashPoint.AFTER_FOLDER_SYNC.reached();
        }
    }

    private static Path folder(Path database) {
        return database.toAbsolutePath().resolveSibling(".").normalize();
    }
}
