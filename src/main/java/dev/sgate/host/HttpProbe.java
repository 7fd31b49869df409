package dev.sgate.host;

import dev.sgate.host.HealthProbe.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One GET to a literal loopback address, answered with 200. Over a plain socket: no proxy, no redirect, no name is looked up, and
 * nothing of the JDK's HTTP client has to be loaded. Only the status line is read.
 */
record HttpProbe(URI url) implements HealthProbe {
    private static final Duration LOOK_MAX = Duration.ofSeconds(5);
    private static final int STATUS_LINE_MAX_BYTES = 256;
    private static final int HTTP_PORT = 80;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})\\b.*");

    @Override
    public String kind() {
        return "http";
    }

    @Override
    public Answer look(Duration since, Duration left) {
        long end = System.nanoTime() + (left.compareTo(LOOK_MAX) < 0 ? left : LOOK_MAX).toNanos();
        try (Socket socket = new Socket()) {
            InetAddress address = InetAddress.getByName(url.getHost());
            socket.connect(
                    new InetSocketAddress(address, url.getPort() < 0 ? HTTP_PORT : url.getPort()), millisTo(end));
            socket.getOutputStream().write(request().getBytes(StandardCharsets.US_ASCII));
            return answer(statusLine(socket, end));
        } catch (IOException e) {
            return new Answer(false, "no answer: " + e.getMessage());
        }
    }

    private String request() {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return "GET " + path + query + " HTTP/1.1\r\nHost: " + url.getRawAuthority()
                + "\r\nUser-Agent: sgate\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    }

    private static String statusLine(Socket socket, long end) throws IOException {
        StringBuilder line = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (line.length() < STATUS_LINE_MAX_BYTES) {
            socket.setSoTimeout(millisTo(end));
            int c = in.read();
            if (c < 0 || c == '\r' || c == '\n') {
                break;
            }
            line.append((char) c);
        }
        return line.toString();
    }

    private static int millisTo(long end) {
        return (int) Math.max(1, (end - System.nanoTime()) / 1_000_000);
    }

    private static Answer answer(String line) {
        Matcher status = STATUS.matcher(line);
        return status.matches()
                ? new Answer(status.group(1).equals("200"), "status " + status.group(1))
                : new Answer(false, "not HTTP");
    }
}
