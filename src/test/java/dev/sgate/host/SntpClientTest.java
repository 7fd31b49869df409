package dev.sgate.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server on loopback that answers as it is told to. */
class SntpClientTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.500Z");
    private static final long ERA = Instant.parse("1900-01-01T00:00:00Z").getEpochSecond();

    private DatagramSocket server;
    private volatile UnaryOperator<ByteBuffer> answer = good -> good;
    private volatile Instant says = NOON;

    @BeforeEach
    void start() throws SocketException {
        server = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void serve() {
        try {
            while (true) {
                DatagramPacket question = new DatagramPacket(new byte[100], 100);
                server.receive(question);
                ByteBuffer asked = ByteBuffer.wrap(question.getData());
                assertThat(question.getLength()).isEqualTo(48);
                ByteBuffer good = ByteBuffer.allocate(48)
                        .put(0, (byte) 0x24)
                        .put(1, (byte) 2)
                        .putLong(24, asked.getLong(40))
                        .putLong(
                                40,
                                ((says.getEpochSecond() - ERA) << 32)
                                        | ((says.getNano() * (1L << 32)) / 1_000_000_000));
                byte[] bytes = answer.apply(good).array();
                server.send(new DatagramPacket(bytes, bytes.length, question.getSocketAddress()));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private Optional<Instant> ask() {
        return new SntpClient(Duration.ofMillis(300)).ask("127.0.0.1:" + server.getLocalPort());
    }

    @Test
    void theServersTimeIsRead() {
        assertThat(ask()).contains(NOON);
    }

    @Test
    void timesAfterTheYear2036AreOfTheNextEra() {
        says = Instant.parse("2040-01-01T00:00:00Z");
        assertThat(ask()).contains(says);
    }

    @Test
    void whatIsNoAnswerToThisQuestionIsThrownAway() {
        answer = good -> good.putLong(24, 1);
        assertThat(ask()).as("another question's").isEmpty();
        answer = good -> good.put(1, (byte) 0);
        assertThat(ask()).as("a kiss of death").isEmpty();
        answer = good -> good.put(0, (byte) 0xe4);
        assertThat(ask()).as("a server that is not synchronized").isEmpty();
        answer = good -> good.put(0, (byte) 0x23);
        assertThat(ask()).as("a client").isEmpty();
        answer = good -> good.putLong(40, 0);
        assertThat(ask()).as("no time").isEmpty();
        answer = good -> ByteBuffer.allocate(12);
        assertThat(ask()).as("too short").isEmpty();
    }

    @Test
    void whereNobodyListensThereIsNoTime() {
        server.close();
        assertThat(ask()).isEmpty();
        assertThat(new SntpClient().ask("no such host")).isEmpty();
        assertThat(new SntpClient().ask("127.0.0.1:x")).isEmpty();
        assertThat(new SntpClient().ask("127.0.0.1:70000")).isEmpty();
    }
}
