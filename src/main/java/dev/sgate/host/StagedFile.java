package dev.sgate.host;

import dev.sgate.station.Staging;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A part of a slot while it is written. */
final class StagedFile extends Staging.Writing {
    private static final int BUFFER_BYTES = 256 << 10;

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

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
                channel.write(buffer);
            }
        } finally {
            // After a failure the part is thrown away: nothing of it is written again when it is closed.
            buffer.clear();
        }
    }

    @Override
    public void sync() throws IOException {
        flush();
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
            }
        }
    }
}
