package dev.sgate.appliance.http;

import com.sun.net.httpserver.HttpServer;
import dev.sgate.appliance.kiosk.Kiosk;
import dev.sgate.station.leasing.Leasing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
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
    private final Optional<Gate> gate;

    private HttpService(HttpServer server, ExecutorService threads, Optional<Gate> gate) {
        this.server = server;
        this.threads = threads;
        this.gate = gate;
    }

    /** Opens the lease service, and with it the page at the kiosk, for this machine alone. */
    public static HttpService open(
            ServiceTerms terms, Leasing leasing, Supplier<byte[]> metrics, Kiosk kiosk, ServiceLog log)
            throws IOException {
        Strangers strangers = new Strangers(leasing, log);
        Face leases = new LeaseFace(terms.sdkKey(), leasing, strangers, log);
        return open(terms, new KioskFace(kiosk, new MetricsFace(metrics, leases)), strangers, log);
    }

    /** Opens the page alone, for a machine whose lease service is elsewhere or nowhere. */
    public static HttpService openPage(InetSocketAddress listen, Kiosk kiosk, ServiceLog log) throws IOException {
        Face nothing = ask -> Answer.error(Answer.NOT_FOUND, "There is nothing at this address.");
        return open(ServiceTerms.loopback(listen), new KioskFace(kiosk, nothing), Strangers.untold(), log);
    }

    /**
     * Opens the lease service without a page.
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
        InetSocketAddress within = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpServer server = HttpServer.create(terms.isLoopback() ? terms.listen() : within, ServiceLimits.BACKLOG);
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-", 0).factory());
        try {
            Optional<Gate> gate = gate(terms, server, threads);
            server.setExecutor(threads);
            server.createContext("/", new Conversation(terms, origins(gate), face, strangers, log));
            server.start();
            return new HttpService(server, threads, gate);
        } catch (IOException notOpened) {
            server.stop(0);
            threads.shutdownNow();
            throw notOpened;
        }
    }

    /** On this machine all clients share one address: there is nothing to tell apart. */
    private static Optional<Gate> gate(ServiceTerms terms, HttpServer server, ExecutorService threads)
            throws IOException {
        return terms.isLoopback()
                ? Optional.empty()
                : Optional.of(Gate.open(
                        terms.listen(), server.getAddress(), threads, ServiceLimits.CONNECTIONS_OF_ONE_ADDRESS));
    }

    private static Conversation.Origins origins(Optional<Gate> gate) {
        return remote -> gate.map(through -> through.origin(remote)).orElseGet(() -> Optional.of(remote.getAddress()));
    }

    /** Where it is reached, with the port that was taken. */
    public InetSocketAddress address() {
        return gate.map(Gate::address).orElseGet(server::getAddress);
    }

    /** Takes no more requests, and gives those that run two seconds. */
    @Override
    public void close() {
        gate.ifPresent(Gate::close);
        server.stop(STOP_SECONDS);
        threads.shutdownNow();
    }
}
