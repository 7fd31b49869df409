package dev.sgate.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Keeps a second daemon out of a state folder. The kernel gives the lock back when the process ends, however it ends. */
public final class StateLock implements AutoCloseable {
    private static final String NAME = "lock";

    private final FileChannel channel;

    private StateLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock; empty if another process, or this one, has it already. */
    public static Optional<StateLock> take(Path state) throws IOException {
        FileChannel channel =
                FileChannel.open(state.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new StateLock(channel));
            }
        } catch (OverlappingFileLockException taken) {
            // by this very process
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
        channel.close();
        return Optional.empty();
    }

    /** Whether any process has the lock now; takes it from nobody. */
    public static boolean isHeld(Path state) throws IOException {
        Path file = state.resolve(NAME);
        return Files.exists(file) && HeldLocks.isHeld(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
