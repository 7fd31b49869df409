package dev.sgate.appliance.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sgate.appliance.kiosk.Html;
import dev.sgate.seal.Sha256;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * In the place of the page and of the lease service where the appliance cannot work: one page that says why, for whoever asks from this
 * machine. It tries again by itself; applications are told to come back, which is what status 503 means to them.
 */
public final class NoticePage implements AutoCloseable {
    /** Loads the page anew when somebody answers: between two runs nobody does, and some browsers stay at that. */
    private static final String AGAIN = """
            setInterval(function () {
              var ask = new XMLHttpRequest();
              ask.open("HEAD", location.pathname);
              ask.onload = function () { location.reload(); };
              ask.send();
            }, 5000);
            """;

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><noscript><meta http-equiv="refresh" content="5"></noscript>
            <meta name="viewport" content="width=device-width, initial-scale=1"><title>SGate</title><link rel="icon" href="data:,">
            <style>
            body{margin:0;font:20px/1.3 "DejaVu Sans","Noto Sans",Arial,sans-serif;color:#10202e;background:#fff}
            header{padding:3vh 5vw;background:#8a1212;color:#fff;font-weight:bold;font-size:24px;font-size:max(22px,3.8vmin)}
            h1{margin:0;font-size:40px;font-size:max(34px,7.2vmin);line-height:1.1}
            p{margin:1.6vh 0 0;overflow-wrap:anywhere}
            section{padding:1.5vh 5vw}
            </style></head><body><main role="alert">
            <header><h1>SGate cannot work</h1><p>Please call site IT, and leave sticks as they are.</p>
            <p lang="de">SGate kann nicht arbeiten. Bitte rufen Sie die IT, und lassen Sie Sticks, wie sie sind.</p></header>
            <section><p>@WHAT@</p><p>@NEXT@</p></section></main><script>@AGAIN@</script></body></html>
            """;

    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'; script-src 'sha256-"
                    + Base64.getEncoder()
                            .encodeToString(Sha256.of(AGAIN.getBytes(StandardCharsets.UTF_8))
                                    .raw())
                    + "'";

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
        byte[] page = PAGE.replace("@AGAIN@", AGAIN)
                .replace("@WHAT@", Html.prose(what))
                .replace("@NEXT@", Html.prose(next))
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
            exchange.getResponseHeaders().add("Content-Security-Policy", POLICY);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(Answer.UNAVAILABLE, head ? -1 : page.length);
            if (!head) {
                exchange.getResponseBody().write(page);
            }
        }
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
