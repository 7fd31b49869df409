package dev.sgate.host.systemd;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/**
 * Datagrams to one local socket. The JDK has none, so this class is the door to the library that has, which costs a tenth of a second
 * to load: make one on a thread of its own. Safe for several threads.
 */
final class Datagrams implements Closeable {
    private final AFUNIXDatagramChannel channel;
    private final AFUNIXSocketAddress to;

    private Datagrams(AFUNIXDatagramChannel channel, AFUNIXSocketAddress to) {
        this.channel = channel;
        this.to = to;
    }

    /**
     * Opens a socket of our own to send from; whether anybody listens shows when something is sent.
     *
     * @param address a path, or {@code @} and a name that is on no disk
     */
    static Datagrams to(String address) throws IOException {
        try {
            AFUNIXSocketAddress to = address.startsWith("@")
                    ? AFUNIXSocketAddress.inAbstractNamespace(address.substring(1))
                    : AFUNIXSocketAddress.of(new File(address));
            return new Datagrams(AFUNIXDatagramChannel.open(), to);
        } catch (LinkageError noLibrary) {
            throw new IOException("this machine cannot load the library for local sockets: " + noLibrary, noLibrary);
        }
    }

    /** Sends all of it at once; waits while the receiver is behind. */
    synchronized void send(byte[] message) throws IOException {
        channel.send(ByteBuffer.wrap(message), to);
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }
}
