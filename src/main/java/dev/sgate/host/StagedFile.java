package dev.sgate.host;

import dev.sgate.station.Staging;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A part of a slot while it is written. A long one is pushed to the disk on a thread beside the writing, every {@value
 * #EARLY_SYNC_BYTES} bytes, so that the disk works while the next bytes are read and hashed, and little is left for the last
 * sync. A failure of an early sync is never forgotten: {@link #sync()} throws it.
 */
final class StagedFile extends Staging.Writing {
    private static final int BUFFER_BYTES = 256 << 10;
    private static final int EARLY_SYNC_BYTES = 8 << 20;

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private FutureTask<Boolean> earlySync = done();
    private long unsynced;

    StagedFile(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(Durable.PRIVATE_FILE));
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            int part = Math.min(left, buffer.remaining());
            buffer.put(bytes, from, part);
            from += part;
            left -= part;
            if (!buffer.hasRemaining()) {
                flush();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                unsynced += channel.write(buffer);
            }
        } finally {
            // After a failure the part is thrown away: nothing of it is written again when it is closed.
            buffer.clear();
        }
        if (unsynced >= EARLY_SYNC_BYTES && earlySync.isDone()) {
            awaitEarlySync();
            unsynced = 0;
            earlySync = new FutureTask<>(this::forceData);
            Thread.ofPlatform().name("early-sync").daemon().start(earlySync);
        }
    }

    private static FutureTask<Boolean> done() {
        FutureTask<Boolean> done = new FutureTask<>(() -> true);
        done.run();
        return done;
    }

    private boolean forceData() throws IOException {
        channel.force(false);
        return true;
    }

    /** Throws what the early sync met: a disk that failed once is not believed later (THREATS M10). */
    private void awaitEarlySync() throws IOException {
        try {
            earlySync.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException cause ? cause : new IOException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while the disk wrote");
        }
    }

    @Override
    public void sync() throws IOException {
        flush();
        awaitEarlySync();
        // A power cut here: the name with some of the bytes, or no name at all; no row speaks of this slot yet.
        channel.force(true);
        Path slot = Durable.parent(file);
        Durable.syncFolder(slot);
        Durable.syncFolder(Durable.parent(slot));
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (channel.isOpen()) {
                flush();
                awaitEarlySync();
            }
        }
    }
}
