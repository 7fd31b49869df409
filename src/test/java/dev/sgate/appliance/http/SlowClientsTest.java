package dev.sgate.appliance.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.station.leasing.LeaseAnswer.Released;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Clients that dribble one byte a second are let go at the deadline, and until then they hold up nobody. */
class SlowClientsTest {
    private static final int DRIBBLERS = 200;
    private static final String BODY = "{\"license_key\":\"K\",\"instance_id\":\"i\"}";
    private static final String HEAD =
            "POST /acme/notes/deactivate HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900\r\n\r\n";

    @Test
    void oneByteASecondHarmsNobody() throws Exception {
        ScriptedLeasing leasing = new ScriptedLeasing();
        leasing.answers(new Released());
        ServiceTerms terms = ServiceTerms.loopback(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        List<Socket> slow = new ArrayList<>();
        try (HttpService service = HttpService.open(terms, leasing, () -> new byte[0], (what, cause) -> {})) {
            Wire wire = new Wire(service.address());
            for (int i = 0; i < DRIBBLERS; i++) {
                slow.add(wire.connect());
            }
            long begun = System.nanoTime();
            int second = 0;
            while (Duration.ofNanos(System.nanoTime() - begun).compareTo(Duration.ofSeconds(5)) < 0) {
                dribble(slow, second++);
                long asked = System.nanoTime();
                assertThat(wire.post("/acme/notes/deactivate", BODY).status()).isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(2));
                Thread.sleep(1000); // the pace of the client itself, not a wait for something
            }
            assertThat(slow).allSatisfy(socket -> assertThat(isOpen(socket)).isTrue());
            Awaitility.await("the deadline")
                    .atMost(ServiceLimits.REQUEST_DEADLINE.plusSeconds(20))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> slow.stream().noneMatch(SlowClientsTest::isOpen));
            assertThat(leasing.asked()).as("what tidy clients asked").hasSize(second);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** Half of them dribble their head, half their body. */
    private static void dribble(List<Socket> clients, int second) throws IOException {
        byte[] head = HEAD.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < clients.size(); i++) {
            if (i % 2 == 0) {
                clients.get(i).getOutputStream().write(head[second]);
            } else if (second == 0) {
                clients.get(i).getOutputStream().write(head);
            } else {
                clients.get(i).getOutputStream().write('{');
            }
        }
    }

    private static boolean isOpen(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() >= 0;
        } catch (java.net.SocketTimeoutException nothingYet) {
            return true;
        } catch (IOException reset) {
            return false;
        }
    }
}
