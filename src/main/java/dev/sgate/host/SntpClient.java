package dev.sgate.host;

import dev.sgate.station.TimeServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A client of SNTP version 4 (RFC 4330): one datagram of 48 bytes out, one in. The transmit time that it sends is random and must come
 * back, so that nobody who cannot see the question can answer it. The answer's time is taken as it is: the way takes far less than the
 * seconds that are compared.
 */
public final class SntpClient implements TimeServer {
    private static final int PORT = 123;
    private static final int BYTES = 48;
    private static final int TRANSMIT = 40;
    private static final int ORIGINATE = 24;
    private static final int CLIENT_VERSION_4 = (4 << 3) | 3;
    private static final int SERVER = 4;
    private static final int UNSYNCHRONIZED = 3;
    private static final int STRATUM_MAX = 15;

    /** Where the first era begins, and the second: a number with its top bit clear is of the second (RFC 4330, 3). */
    private static final Instant ERA = Instant.parse("1900-01-01T00:00:00Z");

    private static final long ERA_SECONDS = 1L << 32;

    private final Duration timeout;
    private final SecureRandom random = new SecureRandom();

    /** As the seed asks for it: 2 seconds. */
    public SntpClient() {
        this(Duration.ofSeconds(2));
    }

    SntpClient(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public Optional<Instant> ask(String server) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(address(server));
            socket.setSoTimeout((int) timeout.toMillis());
            long nonce = random.nextLong();
            byte[] question = ByteBuffer.allocate(BYTES)
                    .put(0, (byte) CLIENT_VERSION_4)
                    .putLong(TRANSMIT, nonce)
                    .array();
            socket.send(new DatagramPacket(question, BYTES));
            DatagramPacket answer = new DatagramPacket(new byte[BYTES], BYTES);
            socket.receive(answer);
            return read(ByteBuffer.wrap(answer.getData()), answer.getLength(), nonce);
        } catch (IOException | IllegalArgumentException | DateTimeException | SecurityException noAnswer) {
            return Optional.empty();
        }
    }

    private static InetSocketAddress address(String server) throws IOException {
        int colon = server.lastIndexOf(':');
        boolean hasPort = colon > 0 && server.indexOf(':') == colon;
        InetSocketAddress address = hasPort
                ? new InetSocketAddress(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)))
                : new InetSocketAddress(server, PORT);
        if (address.isUnresolved()) {
            throw new IOException("no such host: " + server);
        }
        return address;
    }

    /** Empty for what RFC 4330, 5 tells a client to throw away. */
    private static Optional<Instant> read(ByteBuffer answer, int length, long nonce) {
        int leap = (answer.get(0) >> 6) & 3;
        int mode = answer.get(0) & 7;
        int stratum = answer.get(1) & 0xff;
        long transmit = answer.getLong(TRANSMIT);
        boolean good = length == BYTES
                && mode == SERVER
                && leap != UNSYNCHRONIZED
                && stratum > 0
                && stratum <= STRATUM_MAX
                && transmit != 0
                && answer.getLong(ORIGINATE) == nonce;
        return good ? Optional.of(time(transmit)) : Optional.empty();
    }

    private static Instant time(long ntp) {
        long seconds = ntp >>> 32;
        long nanos = ((ntp & 0xffff_ffffL) * 1_000_000_000L) >>> 32;
        return ERA.plusSeconds(ntp < 0 ? seconds : seconds + ERA_SECONDS).plusNanos(nanos);
    }
}
