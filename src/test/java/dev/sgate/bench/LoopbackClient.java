package dev.sgate.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client of the lease service that keeps its connection and does as little as it can. */
final class LoopbackClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    LoopbackClient(InetSocketAddress server) throws IOException {
        this.socket = new Socket(server.getAddress(), server.getPort());
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Status and body of the answer. */
    record Reply(int status, String body) {
        Reply expect(int wanted) {
            if (status != wanted) {
                throw new IllegalStateException(status + " " + body);
            }
            return this;
        }

        /** A member that is text. */
        String text(String member) {
            int from = body.indexOf("\"" + member + "\":\"") + member.length() + 4;
            return body.substring(from, body.indexOf('"', from));
        }
    }

    /** A request whose bytes are ready to be sent. */
    static byte[] request(String action, String json) {
        return ("POST /site/lantern/" + action + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + json.length() + "\r\n\r\n" + json)
                .getBytes(StandardCharsets.US_ASCII);
    }

    Reply send(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring("content-length:".length()).strip());
            }
        }
        return new Reply(status, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection ended");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
