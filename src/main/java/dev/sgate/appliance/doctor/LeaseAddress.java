package dev.sgate.appliance.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The address where applications ask for leases, looked at from outside. */
final class LeaseAddress {
    private static final int LIMIT_MILLIS = 2_000;
    private static final int ANSWER_MAX_BYTES = 4_096;

    private final InetSocketAddress address;

    LeaseAddress(InetSocketAddress address) {
        this.address = address;
    }

    /** Whether anybody listens. */
    boolean isOpen() {
        try (Socket socket = new Socket()) {
            socket.connect(address, LIMIT_MILLIS);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    /** Whether what listens answers, and not as the lease service does: in JSON, also where it refuses. */
    boolean isAnothers(String tenant) {
        try (Socket socket = new Socket()) {
            socket.connect(address, LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            String question = "GET /" + tenant + "/.well-known/keylight-keys HTTP/1.0\r\nHost: localhost\r\n\r\n";
            socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(socket.getInputStream().readNBytes(ANSWER_MAX_BYTES), StandardCharsets.ISO_8859_1);
            return !answer.startsWith("HTTP/1.") || !answer.contains("application/json");
        } catch (IOException silent) {
            return false;
        }
    }

    @Override
    public String toString() {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
