package dev.sgate.appliance.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A client that writes each byte of a request itself: what a tidy HTTP library would never send can be sent. */
final class Wire {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_MILLIS = 20_000;

    private final InetSocketAddress server;

    Wire(InetSocketAddress server) {
        this.server = server;
    }

    /** What came back, up to the end of the connection. */
    record Reply(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException notJson) {
                throw new AssertionError("not JSON: " + body, notJson);
            }
        }

        /** The text of {@code error}; empty if it is no text. */
        String error() {
            JsonNode error = json().path("error");
            return error.isTextual() ? error.textValue() : "";
        }
    }

    Reply get(String path) {
        return call("GET", path, "", Optional.empty());
    }

    Reply post(String path, String json) {
        return post(path, "Content-Type: application/json\r\n", json);
    }

    Reply post(String path, String headers, String json) {
        return call("POST", path, headers, Optional.of(json));
    }

    /** Any method, more headers (each ended by CR LF), perhaps a body. */
    Reply call(String method, String path, String headers, Optional<String> body) {
        byte[] bytes = body.orElse("").getBytes(StandardCharsets.UTF_8);
        String length = body.isPresent() ? "Content-Length: " + bytes.length + "\r\n" : "";
        String host = "Host: " + server.getAddress().getHostAddress() + ":" + server.getPort() + "\r\n";
        return raw(
                method + " " + path + " HTTP/1.1\r\n" + host + "Connection: close\r\n" + headers + length + "\r\n",
                bytes);
    }

    Reply raw(String head, byte[] body) {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            return reply(socket.getInputStream());
        } catch (IOException e) {
            throw new AssertionError("the connection broke: " + e, e);
        }
    }

    /** Sends a request and hangs up without waiting for its answer. */
    void postAndHangUp(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + body.length + "\r\n\r\n";
        try (Socket socket = connect()) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
        } catch (IOException e) {
            throw new AssertionError("the connection broke: " + e, e);
        }
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(server.getAddress(), server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static Reply reply(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        in.transferTo(all);
        String text = all.toString(StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("no answer, only: " + text);
        }
        String[] lines = text.substring(0, end).split("\r\n", -1);
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        return new Reply(Integer.parseInt(lines[0].split(" ", 3)[1]), headers, text.substring(end + 4));
    }
}
