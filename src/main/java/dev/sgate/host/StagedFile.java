package dev.sgate.host;

import dev.sgate.station.CrashPoint;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A part of a slot while it is written. Whoever calls goes on reading and hashing while a thread of ours writes the buffer before,
 * and another pushes to the disk what was written, every {@value #EARLY_SYNC_BYTES} bytes, so that little is left for the last
 * sync. A part that fits into one buffer is written without them. A failure of either thread is never forgotten: it comes out of
 * the next full buffer, and of {@link #sync()} and {@link #close()}; after it nothing more is written. Not for two callers at once.
 */
final class StagedFile extends Staging.Writing {
    private static final int BUFFER_BYTES = 256 << 10;
    private static final int EARLY_SYNC_BYTES = 8 << 20;

    private final Path file;
    private final FileChannel channel;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            2, Thread.ofPlatform().name("staging-", 1).daemon().factory());
    private ByteBuffer filling = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private ByteBuffer spare = ByteBuffer.allocate(0);
    private Future<?> writing = CompletableFuture.completedFuture(null);
    private Future<?> earlySync = CompletableFuture.completedFuture(null);
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
            if (!filling.hasRemaining()) {
                handOver();
            }
            int part = Math.min(left, filling.remaining());
            filling.put(bytes, from, part);
            from += part;
            left -= part;
        }
    }

    /** Has the full buffer written while the other one is filled. */
    private void handOver() throws IOException {
        await(writing);
        ByteBuffer full = filling;
        filling = spare.capacity() > 0 ? spare : ByteBuffer.allocateDirect(BUFFER_BYTES);
        spare = full;
        writing = threads.submit(() -> writeOut(full));
    }

    @Override
    public void flush() throws IOException {
        await(writing);
        writeOut(filling);
    }

    /** By one thread at a time: whoever writes next has awaited the one before. */
    private boolean writeOut(ByteBuffer buffer) throws IOException {
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
            await(earlySync);
            unsynced = 0;
            earlySync = threads.submit(this::forceData);
        }
        return true;
    }

    private boolean forceData() throws IOException {
        channel.force(false);
        return true;
    }

    /** Throws what the other thread met, each time anew: a disk that failed once is not believed later (THREATS M10). */
    private static void await(Future<?> work) throws IOException {
        try {
            work.get();
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while the disk wrote");
        }
    }

    @Override
    public void sync() throws IOException {
        flush();
        await(earlySync);
        // A power cut here: the name with some of the bytes, or no name at all; no row speaks of this slot yet.
        CrashPoint.BEFORE_STAGED_SYNC.reached();
        channel.force(true);
        CrashPoint.AFTER_STAGED_SYNC.reached();
        Path slot = Durable.parent(file);
        Durable.syncFolder(slot);
        Durable.syncFolder(Durable.parent(slot));
    }

    @Override
    public void close() throws IOException {
        // the threads have ended before the file is closed
        try (channel;
                threads) {
            if (channel.isOpen()) {
                flush();
                await(earlySync);
            }
        }
    }
}
