package dev.sgate.appliance.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.station.leasing.LeaseAnswer.Released;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests far beyond every size: what becomes of them is bounded, and the next client is served. */
class GreedyClientsTest {
    private static final String DEACTIVATE = "/acme/notes/deactivate";
    private static final String BODY = "{\"license_key\":\"K\",\"instance_id\":\"i\"}";
    private static final int MIB = 1024 * 1024;

    private final ScriptedLeasing leasing = new ScriptedLeasing();
    private HttpService service;
    private Wire wire;

    @BeforeEach
    void open() throws IOException {
        leasing.answers(new Released());
        service = HttpService.open(
                ServiceTerms.loopback(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                leasing,
                () -> new byte[0],
                (what, cause) -> {});
        wire = new Wire(service.address());
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void aHugeBodyIsAnsweredBeforeItIsSent() throws IOException {
        try (Socket socket = wire.connect()) {
            socket.getOutputStream().write(head("Content-Length: " + 50L * MIB));
            socket.getOutputStream().write(spaces(ServiceLimits.BODY_MAX_BYTES + 1));
            assertThat(firstLine(socket)).startsWith("HTTP/1.1 413 ");
        }
        assertTheNextIsServed();
    }

    @Test
    void aBodyWithoutEndIsCutOff() throws IOException {
        try (Socket socket = wire.connect()) {
            socket.getOutputStream().write(head("Transfer-Encoding: chunked"));
            assertThat(sentUntilCutOff(socket, chunk())).isLessThan(64L * MIB);
        }
        assertTheNextIsServed();
    }

    @Test
    void headersWithoutEndAreCutOff() throws IOException {
        try (Socket socket = wire.connect()) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nX-Big: ".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(sentUntilCutOff(socket, spaces(64 * 1024))).isLessThan(64L * MIB);
        }
        assertTheNextIsServed();
    }

    @Test
    void headersAboveWhatTheServerReadsReachNobody() throws IOException {
        String big = "X-Big: " + "x".repeat(ServiceLimits.HEADERS_HANG_UP_BYTES);
        try (Socket socket = wire.connect()) {
            socket.getOutputStream().write(head(big));
            assertThat(firstLine(socket)).doesNotContain(" 200 ").doesNotContain(" 500 ");
        }
        assertThat(leasing.asked()).isEmpty();
        assertTheNextIsServed();
    }

    private static byte[] head(String header) {
        return ("POST " + DEACTIVATE + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + header + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] spaces(int count) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) ' ');
        return bytes;
    }

    private static byte[] chunk() {
        return ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Bytes that a client gets rid of before the other side will have no more; ends at a quarter of a gigabyte. */
    private static long sentUntilCutOff(Socket socket, byte[] piece) {
        long sent = 0;
        try {
            while (sent < 256L * MIB) {
                socket.getOutputStream().write(piece);
                sent += piece.length;
            }
        } catch (IOException cutOff) {
            return sent;
        }
        return sent;
    }

    /** What is answered first; empty where the connection ends without an answer. */
    private static String firstLine(Socket socket) {
        StringBuilder line = new StringBuilder();
        try {
            for (int next = socket.getInputStream().read();
                    next >= 0 && next != '\n';
                    next = socket.getInputStream().read()) {
                line.append((char) next);
            }
        } catch (SocketException reset) {
            return line.toString();
        } catch (IOException stillOpen) {
            throw new AssertionError("neither an answer nor an end", stillOpen);
        }
        return line.toString();
    }

    private void assertTheNextIsServed() {
        int before = leasing.asked().size();
        assertThat(wire.post(DEACTIVATE, BODY).status()).isEqualTo(200);
        assertThat(leasing.asked()).hasSize(before + 1);
    }
}
