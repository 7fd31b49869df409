package dev.sgate.host;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Lines over a connection, within a time limit that can begin again: a socket channel has no time-outs of its own. */
final class LineChannel implements Closeable {
    private static final int BUFFER_BYTES = 8192;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final Duration limit;
    private long end;

    LineChannel(SocketChannel channel, Duration limit) throws IOException {
        this.channel = channel;
        this.limit = limit;
        beginAgain();
        try {
            channel.configureBlocking(false);
            this.selector = Selector.open();
            this.key = channel.register(selector, 0);
        } catch (IOException | RuntimeException failed) {
            channel.close(); // nobody else has it yet
            throw failed;
        }
    }

    /** The other side has its whole time again: what was done meanwhile is not its fault. */
    void beginAgain() {
        end = System.nanoTime() + limit.toNanos();
    }

    /** The bytes up to the first line feed. What comes after it is not for us. */
    byte[] read(int atMost) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        while (true) {
            await(SelectionKey.OP_READ);
            if (channel.read(buffer.clear()) < 0) {
                throw new EOFException("the line did not end");
            }
            int ends = feedIn(buffer.flip());
            line.write(buffer.array(), 0, ends < 0 ? buffer.limit() : ends);
            if (line.size() > atMost) {
                throw new IOException("the line is longer than " + atMost + " bytes");
            }
            if (ends >= 0) {
                return line.toByteArray();
            }
        }
    }

    private static int feedIn(ByteBuffer buffer) {
        for (int i = 0; i < buffer.limit(); i++) {
            if (buffer.get(i) == '\n') {
                return i;
            }
        }
        return -1;
    }

    void write(byte[] line) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
        while (bytes.hasRemaining()) {
            await(SelectionKey.OP_WRITE);
            channel.write(bytes);
        }
    }

    private void await(int operation) throws IOException {
        key.interestOps(operation);
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0 || selector.select(left) == 0) {
            throw new SocketTimeoutException("nothing moved in time");
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
