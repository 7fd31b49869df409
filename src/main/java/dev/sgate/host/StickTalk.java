package dev.sgate.host;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What daemon and writer say to each other (ADR 0020): lines of fields that are separated by a tab, and after {@code write} the bytes
 * of a file, in pieces of a length that goes before them, ended by one of length zero. For one thread; whoever keeps silent for too
 * long is given up.
 */
final class StickTalk implements Closeable {
    private static final int LINE_MAX_BYTES = 4096;
    private static final int PIECE_MAX_BYTES = 64 << 10;
    private static final int GIVEN_UP = -1;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final ByteBuffer heard = ByteBuffer.allocate(PIECE_MAX_BYTES).flip();
    private Duration patience;

    /** @param patience how long the other side may let nothing be heard, or take nothing */
    StickTalk(SocketChannel channel, Duration patience) throws IOException {
        this.channel = channel;
        this.patience = patience;
        try {
            channel.configureBlocking(false);
            this.selector = Selector.open();
            this.key = channel.register(selector, 0);
        } catch (IOException | RuntimeException failed) {
            channel.close(); // nobody else has it yet
            throw failed;
        }
    }

    void setPatience(Duration longer) {
        patience = longer;
    }

    /** Says a line. What would end a field or the line becomes a space. */
    void say(String... fields) throws IOException {
        List<String> plain = Arrays.stream(fields)
                .map(field -> field.replaceAll("[\\p{Cntrl}]", " "))
                .toList();
        send((String.join("\t", plain) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The fields of the next line; empty if the other side has ended the talk. */
    Optional<List<String>> hear() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = take(); next != '\n'; next = take()) {
            if (next < 0 && line.size() == 0) {
                return Optional.empty();
            }
            if (next < 0 || line.size() == LINE_MAX_BYTES) {
                throw new EOFException("a line without an end");
            }
            line.write(next);
        }
        return Optional.of(List.of(line.toString(StandardCharsets.UTF_8).split("\t", -1)));
    }

    /** Where a file's bytes go; close it when all of them are there. */
    OutputStream sending() {
        return new BufferedOutputStream(new Pieces(), PIECE_MAX_BYTES);
    }

    /** Instead of closing what {@link #sending} gave: the file will not be whole. */
    void giveUpSending() throws IOException {
        sendLength(GIVEN_UP);
    }

    /** A file's bytes. It must be read to its end before anything else is heard. */
    InputStream receiving() {
        return new Received();
    }

    private final class Pieces extends OutputStream {
        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            for (int sent = 0; sent < length; sent += PIECE_MAX_BYTES) {
                int piece = Math.min(PIECE_MAX_BYTES, length - sent);
                sendLength(piece);
                send(ByteBuffer.wrap(bytes, from + sent, piece));
            }
        }

        @Override
        public void close() throws IOException {
            sendLength(0);
        }
    }

    private final class Received extends InputStream {
        private int left;
        private boolean ended;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (left == 0 && !ended) {
                begin();
            }
            if (ended) {
                return -1;
            }
            fill();
            int taken = Math.min(Math.min(left, length), heard.remaining());
            heard.get(into, from, taken);
            left -= taken;
            return taken;
        }

        private void begin() throws IOException {
            left = takeLength();
            ended = left <= 0;
            if (left == GIVEN_UP) {
                throw new GivenUpException();
            }
            if (left < 0 || left > PIECE_MAX_BYTES) {
                throw new IOException("a piece of " + left + " bytes");
            }
        }
    }

    /** The other side said that the file will not be whole; the talk goes on. */
    static final class GivenUpException extends IOException {
        private static final long serialVersionUID = 1L;

        GivenUpException() {
            super("the daemon gave the file up");
        }
    }

    private void sendLength(int length) throws IOException {
        send(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
    }

    private int takeLength() throws IOException {
        int length = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            int next = take();
            if (next < 0) {
                throw new EOFException("a file without an end");
            }
            length = length << Byte.SIZE | next;
        }
        return length;
    }

    private void send(byte[] bytes) throws IOException {
        send(ByteBuffer.wrap(bytes));
    }

    private void send(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            await(SelectionKey.OP_WRITE);
            channel.write(bytes);
        }
    }

    private int take() throws IOException {
        if (!heard.hasRemaining() && !more()) {
            return -1;
        }
        return heard.get() & 0xff;
    }

    private void fill() throws IOException {
        if (!heard.hasRemaining() && !more()) {
            throw new EOFException("a file without an end");
        }
    }

    /** Whether the other side said anything more. */
    private boolean more() throws IOException {
        await(SelectionKey.OP_READ);
        int read = channel.read(heard.clear());
        heard.flip();
        return read > 0;
    }

    private void await(int operation) throws IOException {
        key.interestOps(operation);
        if (selector.select(patience.toMillis()) == 0) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("the daemon was stopped on the way");
            }
            throw new SocketTimeoutException("nothing moved for " + patience.toSeconds() + " s");
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
