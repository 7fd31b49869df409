package dev.sgate.host.systemd;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.newsclub.net.unix.AFUNIXDatagramSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** In the place of systemd: receives what is sent to a local socket. */
public final class Listener implements Closeable {
    private static final int LONGEST_MILLIS = 10_000;

    private final AFUNIXDatagramSocket socket;

    private Listener(AFUNIXDatagramSocket socket) {
        this.socket = socket;
    }

    static Listener at(AFUNIXSocketAddress address) throws IOException {
        AFUNIXDatagramSocket socket = AFUNIXDatagramSocket.newInstance();
        socket.bind(address);
        socket.setSoTimeout(LONGEST_MILLIS);
        return new Listener(socket);
    }

    /** At a path of the file system. */
    public static Listener at(Path path) throws IOException {
        return at(AFUNIXSocketAddress.of(path));
    }

    /** The next message; fails if none comes. */
    public String next() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        socket.close();
    }
}
