package dev.sgate.appliance.http;

import com.sun.net.httpserver.HttpServer;
import dev.sgate.station.leasing.Leasing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The server, from its start to its end. Each request has a virtual thread of its own, so that one that comes slowly holds up no
 * other; sizes and times are bounded by {@link ServiceLimits}.
 */
public final class HttpService implements AutoCloseable {
    private static final int STOP_SECONDS = 2;

    private final HttpServer server;
    private final ExecutorService threads;

    private HttpService(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Opens the lease service.
     *
     * @param metrics the text of {@code GET /metrics}, told to this machine alone
     * @throws IOException if the address is not this machine's, or its port is taken
     */
    public static HttpService open(ServiceTerms terms, Leasing leasing, Supplier<byte[]> metrics, ServiceLog log)
            throws IOException {
        Strangers strangers = new Strangers(leasing, log);
        Face leases = new LeaseFace(terms.sdkKey(), leasing, strangers, log);
        return open(terms, new MetricsFace(metrics, leases), strangers, log);
    }

    static HttpService open(ServiceTerms terms, Face face, Strangers strangers, ServiceLog log) throws IOException {
        ServiceLimits.install();
        HttpServer server = HttpServer.create(terms.listen(), ServiceLimits.BACKLOG);
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-", 0).factory());
        server.setExecutor(threads);
        server.createContext("/", new Conversation(terms, face, strangers, log));
        server.start();
        return new HttpService(server, threads);
    }

    /** Where it is reached, with the port that was taken. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Takes no more requests, and gives those that run two seconds. */
    @Override
    public void close() {
        server.stop(STOP_SECONDS);
        threads.shutdownNow();
    }
}
