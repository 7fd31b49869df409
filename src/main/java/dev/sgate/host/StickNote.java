package dev.sgate.host;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What a writer leaves for whoever tidies up after it: a note, for as long as its stick is writable, of where the stick is mounted.
 * And a lock, so that one stick has one writer. Both are for root alone, in memory, and gone with the machine's power.
 */
final class StickNote implements Closeable {
    private final Path note;
    private final FileChannel locked;

    private StickNote(Path note, FileChannel locked) {
        this.note = note;
        this.locked = locked;
    }

    /** Leaves the note; empty if another writer has this disk. */
    static Optional<StickNote> leave(Path note, MountedDisk disk, Path directory) throws IOException {
        Path lock = note.resolveSibling(disk.device() + ".lock");
        FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (isTaken(channel)) {
                channel.close();
                return Optional.empty();
            }
            Files.writeString(note, directory + "\n");
            return Optional.of(new StickNote(note, channel));
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock == null;
        } catch (OverlappingFileLockException byThisProcess) {
            return true;
        }
    }

    /** There is nothing to tidy up any more. */
    void takeBack() throws IOException {
        Files.deleteIfExists(note);
    }

    @Override
    public void close() throws IOException {
        locked.close();
    }
}
