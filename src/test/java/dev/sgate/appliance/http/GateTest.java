package dev.sgate.appliance.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.station.leasing.LeaseAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One address holds so many connections and no more, and what comes through is what was sent. */
class GateTest {
    private static final int MOST = 3;
    private static final String DEACTIVATE = "/acme/notes/deactivate";
    private static final String BODY = "{\"license_key\":\"K\",\"instance_id\":\"i\"}";

    private final ScriptedLeasing leasing = new ScriptedLeasing();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Socket> held = new ArrayList<>();
    private HttpService service;
    private Gate gate;
    private Wire wire;

    @BeforeEach
    void open() throws IOException {
        leasing.answers(new LeaseAnswer.Released());
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        service = HttpService.open(ServiceTerms.loopback(any), leasing, () -> new byte[0], (what, cause) -> {});
        gate = Gate.open(any, service.address(), threads, MOST);
        wire = new Wire(gate.address());
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : held) {
            socket.close();
        }
        gate.close();
        service.close();
        threads.shutdownNow();
    }

    @Test
    void anAddressThatHoldsAllItMayIsSentAwayAndOthersAreServed() throws IOException {
        for (int i = 0; i < MOST; i++) {
            held.add(wire.connect());
        }
        try (Socket oneMore = wire.connect()) {
            assertThat(oneMore.getInputStream().read()).as("closed at once").isEqualTo(-1);
        }
        try (Socket other = new Socket(
                gate.address().getAddress(), gate.address().getPort(), InetAddress.getByName("127.0.0.2"), 0)) {
            assertServed(other);
        }
        held.removeFirst().close();
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .ignoreExceptions()
                .until(() -> wire.post(DEACTIVATE, BODY).status() == 200);
    }

    @Test
    void eachRequestGivesItsPlaceBack() {
        for (int i = 0; i < 20 * MOST; i++) {
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> hasRoom());
            assertThat(wire.post(DEACTIVATE, BODY).status()).isEqualTo(200);
        }
        assertThat(leasing.asked()).hasSize(20 * MOST);
    }

    /** A connection that is let in waits for what is sent; another ends at once. */
    private boolean hasRoom() throws IOException {
        try (Socket probe = wire.connect()) {
            probe.setSoTimeout(20);
            return probe.getInputStream().read() >= 0;
        } catch (java.net.SocketTimeoutException letIn) {
            return true;
        }
    }

    @Test
    void aLargeBodyIsAnsweredHereToo() {
        String large = " ".repeat(5 * ServiceLimits.BODY_MAX_BYTES);
        assertThat(wire.post(DEACTIVATE, BODY + large).status()).isEqualTo(413);
    }

    @Test
    void whoSendsNoMoreIsStillAnswered() throws IOException {
        try (Socket client = wire.connect()) {
            client.getOutputStream().write(request());
            client.shutdownOutput();
            assertThat(firstByte(client)).isEqualTo('H');
        }
    }

    private static byte[] request() {
        return ("POST " + DEACTIVATE + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + BODY.length() + "\r\n\r\n"
                        + BODY)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void assertServed(Socket client) throws IOException {
        client.setSoTimeout(10_000);
        client.getOutputStream().write(request());
        assertThat(firstByte(client)).isEqualTo('H');
    }

    private static int firstByte(Socket client) throws IOException {
        return client.getInputStream().read();
    }
}
