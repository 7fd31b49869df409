package dev.sgate.appliance.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * In the place of the page and of the lease service where the appliance cannot work: one page that says why, for whoever asks from this
 * machine. It tries again by itself; applications are told to come back, which is what status 503 means to them.
 */
public final class NoticePage implements AutoCloseable {
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5">
            <meta name="viewport" content="width=device-width"><title>SGate</title>
            <style>body{font:1.5rem/1.4 sans-serif;margin:2rem;color:#111;background:#fff}h1{font-size:2.5rem;color:#8a1010}</style>
            </head><body><main role="alert"><h1>SGate cannot work</h1><p lang="de">SGate kann nicht arbeiten. Bitte rufen Sie \
            die IT.</p><p>Please call site IT.</p><p>@WHAT@</p><p>@NEXT@</p></main></body></html>
            """;

    private final HttpServer server;

    private NoticePage(HttpServer server) {
        this.server = server;
    }

    /**
     * Opens it.
     *
     * @param listen an address of this machine alone
     * @param what is wrong
     * @param next what site IT does about it
     */
    public static NoticePage open(InetSocketAddress listen, String what, String next) throws IOException {
        if (!listen.getAddress().isLoopbackAddress()) {
            throw new IOException("other machines are told nothing");
        }
        HttpServer server = HttpServer.create(listen, 0);
        byte[] page = PAGE.replace("@WHAT@", escaped(what))
                .replace("@NEXT@", escaped(next))
                .getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> answer(exchange, page));
        server.start();
        return new NoticePage(server);
    }

    private static void answer(HttpExchange exchange, byte[] page) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().add("Cache-Control", "no-store");
            exchange.getResponseHeaders().add("Retry-After", "5");
            exchange.getResponseHeaders()
                    .add("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(Answer.UNAVAILABLE, head ? -1 : page.length);
            if (!head) {
                exchange.getResponseBody().write(page);
            }
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Where it is reached. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
