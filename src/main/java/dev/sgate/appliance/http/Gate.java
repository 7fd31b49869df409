package dev.sgate.appliance.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Stands before the server where other machines reach it: counts the connections of each address, and hands the bytes of those that
 * may stay through to the server, which listens on this machine alone. The server itself cannot tell addresses apart before a request
 * is whole, so that one machine could hold all its connections. All times are the server's: what it closes is closed here, too.
 */
final class Gate implements AutoCloseable {
    private static final int BUFFER_BYTES = 2048;
    private static final int LAST_BYTES_SECONDS = 1;
    private static final int PAUSE_MILLIS = 100;

    private final ServerSocket door;
    private final InetSocketAddress server;
    private final ExecutorService threads;
    private final int mostOfOneAddress;
    private final Map<InetAddress, Integer> open = new ConcurrentHashMap<>();
    private final Map<Integer, Socket> origins = new ConcurrentHashMap<>();

    private Gate(ServerSocket door, InetSocketAddress server, ExecutorService threads, int mostOfOneAddress) {
        this.door = door;
        this.server = server;
        this.threads = threads;
        this.mostOfOneAddress = mostOfOneAddress;
    }

    /**
     * Begins to let clients in.
     *
     * @param server where requests are answered, on this machine
     * @param threads one for each task
     * @throws IOException if the address is not this machine's, or its port is taken
     */
    static Gate open(InetSocketAddress listen, InetSocketAddress server, ExecutorService threads, int mostOfOneAddress)
            throws IOException {
        ServerSocket door = new ServerSocket();
        try {
            door.bind(listen, ServiceLimits.BACKLOG);
        } catch (IOException | RuntimeException failed) {
            door.close();
            throw failed;
        }
        Gate gate = new Gate(door, server, threads, mostOfOneAddress);
        threads.execute(gate::letIn);
        return gate;
    }

    /** Where clients reach it, with the port that was taken. */
    InetSocketAddress address() {
        return (InetSocketAddress) door.getLocalSocketAddress();
    }

    /** Whose connection comes from this port of this machine; empty for one that did not come through here. */
    Optional<InetAddress> origin(InetSocketAddress inner) {
        return Optional.ofNullable(origins.get(inner.getPort())).map(Socket::getInetAddress);
    }

    private void letIn() {
        while (!door.isClosed()) {
            try {
                take(door.accept());
            } catch (IOException closedOrTooMany) {
                pause();
            }
        }
    }

    /** Out of file handles, most likely: others are on their way to give some back. */
    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(Socket client) throws IOException {
        InetAddress from = client.getInetAddress();
        if (open.merge(from, 1, Integer::sum) > mostOfOneAddress) {
            leave(from);
            client.close();
        } else {
            threads.execute(() -> serve(client, from));
        }
    }

    private void leave(InetAddress from) {
        open.computeIfPresent(from, (address, count) -> count == 1 ? null : count - 1);
    }

    private void serve(Socket client, InetAddress from) {
        try (client;
                Socket inner = new Socket()) {
            inner.bind(new InetSocketAddress(server.getAddress(), 0));
            origins.put(inner.getLocalPort(), client);
            try {
                connect(client, inner);
            } finally {
                origins.remove(inner.getLocalPort(), client);
            }
        } catch (IOException gone) {
            // the client or the server hung up, which is all there is to know
        } finally {
            leave(from);
        }
    }

    private void connect(Socket client, Socket inner) throws IOException {
        client.setTcpNoDelay(true);
        inner.setTcpNoDelay(true);
        inner.connect(server);
        CountDownLatch clientDone = new CountDownLatch(1);
        Future<?> answered = threads.submit(() -> answer(inner, client, clientDone));
        try {
            copy(client, inner);
            inner.shutdownOutput();
            clientDone.countDown();
            answered.get(); // the client will send no more; what the server still answers goes through
        } catch (ExecutionException | InterruptedException ended) {
            throw new IOException("the answer ended", ended);
        }
    }

    /** From the server to the client, until the server ends it; the client then has a second to read and hang up. */
    private static void answer(Socket inner, Socket client, CountDownLatch clientDone) {
        try (inner) {
            copy(inner, client);
            client.shutdownOutput();
            if (!clientDone.await(LAST_BYTES_SECONDS, TimeUnit.SECONDS)) {
                client.close();
            }
        } catch (IOException gone) {
            close(client);
        } catch (InterruptedException ended) {
            close(client);
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Socket client) {
        try {
            client.close();
        } catch (IOException gone) {
            // it is gone already
        }
    }

    private static void copy(Socket from, Socket to) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            out.write(buffer, 0, read);
        }
    }

    /** Lets nobody in any more; those inside end with the server. */
    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException gone) {
            // nobody comes in by it any more
        }
    }
}
