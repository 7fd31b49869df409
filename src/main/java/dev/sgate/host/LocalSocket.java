package dev.sgate.host;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * A socket in the file system, by which programs on this machine ask the daemon: one question of one line, one answer of one line.
 * Who asks is the kernel's word. Bounded: eight questions at a time and as many waiting, {@link #LINE_MAX_BYTES} a line, and
 * {@link #TIME_LIMIT} to ask and as long again to take the answer, without the time that the answer takes to make; who needs
 * more is cut off and harms nobody else.
 */
public final class LocalSocket implements Closeable {
    /** The longest question and the longest answer, without the line feed. */
    public static final int LINE_MAX_BYTES = 256 * 1024;

    static final Duration TIME_LIMIT = Duration.ofSeconds(2);

    private static final int AT_A_TIME = 8;

    /** What is done with a question. Called by several threads at once. */
    @FunctionalInterface
    public interface Answering {
        /**
         * Answers one question.
         *
         * @param question one line, without its line feed
         * @param user the name of the user who asks
         * @return one line, without a line feed
         */
        byte[] answer(byte[] question, String user);
    }

    private final Path path;
    private final ServerSocketChannel server;
    private final Answering answering;
    private final ThreadPoolExecutor threads;

    private LocalSocket(Path path, ServerSocketChannel server, Answering answering) {
        this.path = path;
        this.server = server;
        this.answering = answering;
        this.threads = new ThreadPoolExecutor(
                AT_A_TIME, AT_A_TIME, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(AT_A_TIME), LocalSocket::daemon);
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Begins to answer. A socket that a dead daemon left behind is replaced; the caller has seen to it that there is no other daemon.
     * Anybody who can reach the folder may ask.
     *
     * @throws IOException if there can be no socket, e.g. because its path is longer than about 100 bytes
     */
    public static LocalSocket open(Path path, Answering answering) throws IOException {
        clear(path);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
        } catch (IOException | RuntimeException failed) {
            server.close();
            throw failed;
        }
        LocalSocket socket = new LocalSocket(path, server, answering);
        daemon(socket::acceptAll).start();
        return socket;
    }

    /** Only a socket is taken away: a setting may name any file by mistake. */
    private static void clear(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                && !Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .isOther()) {
            throw new FileAlreadyExistsException(path.toString());
        }
        Files.deleteIfExists(path);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "local-socket");
        thread.setDaemon(true);
        return thread;
    }

    private void acceptAll() {
        while (server.isOpen()) {
            try {
                hand(server.accept());
            } catch (ClosedChannelException ended) {
                return;
            } catch (IOException tooMany) {
                pause();
            }
        }
    }

    /** Out of file handles, most likely: others are on their way to give some back. */
    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hand(SocketChannel client) throws IOException {
        try {
            threads.execute(() -> serve(client));
        } catch (RejectedExecutionException full) {
            client.close();
        }
    }

    private void serve(SocketChannel client) {
        try (LineChannel line = new LineChannel(client, TIME_LIMIT)) {
            UnixDomainPrincipal asker = client.getOption(ExtendedSocketOptions.SO_PEERCRED);
            byte[] answer =
                    answering.answer(line.read(LINE_MAX_BYTES), asker.user().getName());
            line.beginAgain();
            line.write(answer);
        } catch (IOException gone) {
            // who asked went away, or was too slow
        }
    }

    /**
     * Asks the daemon that listens there.
     *
     * @param limit how long the whole may take
     * @throws IOException if nobody listens there, or the answer does not come in time
     */
    public static byte[] ask(Path path, byte[] question, Duration limit) throws IOException {
        try (LineChannel line = new LineChannel(SocketChannel.open(UnixDomainSocketAddress.of(path)), limit)) {
            line.write(question);
            return line.read(LINE_MAX_BYTES);
        }
    }

    /** Whether somebody listens there. */
    public static boolean isServed(Path path) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return channel.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
        Files.deleteIfExists(path);
    }
}
