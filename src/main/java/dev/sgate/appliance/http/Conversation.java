package dev.sgate.appliance.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.sgate.station.leasing.Leasing.TurnedAway;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads one request within its limits, has it answered, and writes the answer: what every request has in common. */
final class Conversation implements HttpHandler {
    private static final int NO_BODY = -1;
    private static final int UNKNOWN_LENGTH = 0;

    /** Who it is that a connection comes from. */
    @FunctionalInterface
    interface Origins {
        /** The client's address; empty for a connection that did not come in by the door. */
        Optional<InetAddress> of(InetSocketAddress remote);
    }

    private final ServiceTerms terms;
    private final Origins origins;
    private final Face face;
    private final Strangers strangers;
    private final ServiceLog log;

    Conversation(ServiceTerms terms, Origins origins, Face face, Strangers strangers, ServiceLog log) {
        this.terms = terms;
        this.origins = origins;
        this.face = face;
        this.strangers = strangers;
        this.log = log;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            write(exchange, answer(exchange));
        }
    }

    /** Whatever is thrown on the way is a 500 with a text: a connection that just ends tells nobody anything. */
    @SuppressWarnings("IllegalCatch")
    private Answer answer(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = lowerCase(exchange.getRequestHeaders());
        try {
            Optional<InetAddress> from = origins.of(exchange.getRemoteAddress());
            return from.isPresent()
                    ? refusedByItsHead(exchange, from.get(), headers)
                    : Answer.error(Answer.FORBIDDEN, "This license service is asked at its own address alone.");
        } catch (RuntimeException | Error broken) {
            log.failed("a request could not be answered", broken);
            return Answer.error(Answer.INTERNAL, "The license service failed inside; its log says how.");
        }
    }

    private Answer refusedByItsHead(HttpExchange exchange, InetAddress from, Map<String, List<String>> headers)
            throws IOException {
        if (!terms.networks().admits(from)) {
            Answer answer = Answer.error(Answer.FORBIDDEN, "This license service does not answer to your network.");
            return strangers.tell(TurnedAway.NETWORK, from, answer);
        }
        if (characters(headers) > ServiceLimits.HEADERS_MAX_CHARS) {
            return Answer.error(Answer.HEADERS_TOO_LARGE, "The request's headers are too large.");
        }
        List<String> host = headers.getOrDefault("host", List.of());
        if (host.size() != 1) {
            return Answer.error(Answer.BAD_REQUEST, "The request has no Host header, or more than one.");
        }
        if (!terms.hosts().admits(host.getFirst())) {
            Answer answer = Answer.error(Answer.MISDIRECTED, "This license service does not go by that name.");
            return strangers.tell(TurnedAway.HOST, from, answer);
        }
        return readWhole(exchange, from, headers);
    }

    private Answer readWhole(HttpExchange exchange, InetAddress from, Map<String, List<String>> headers)
            throws IOException {
        if (exchange.getRequestURI().toString().length() > ServiceLimits.TARGET_MAX_CHARS) {
            return Answer.error(Answer.URI_TOO_LONG, "The request's address is too long.");
        }
        String target = exchange.getRequestURI().toString();
        if (!target.startsWith("/")) {
            return Answer.error(Answer.BAD_REQUEST, "The request's target is not a path.");
        }
        byte[] body = exchange.getRequestBody().readNBytes(ServiceLimits.BODY_MAX_BYTES + 1);
        if (body.length > ServiceLimits.BODY_MAX_BYTES) {
            return Answer.error(Answer.TOO_LARGE, "The request's body is too large.");
        }
        return face.answer(new Ask(exchange.getRequestMethod(), target.split("[?#]", 2)[0], headers, from, body));
    }

    private static Map<String, List<String>> lowerCase(Headers headers) {
        Map<String, List<String>> lower = new TreeMap<>();
        headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return lower;
    }

    private static int characters(Map<String, List<String>> headers) {
        return headers.entrySet().stream()
                .mapToInt(header -> header.getValue().stream()
                        .mapToInt(value -> header.getKey().length() + value.length())
                        .sum())
                .sum();
    }

    private static void write(HttpExchange exchange, Answer answer) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        answer.headers().forEach(headers::set);
        if (answer.pouring().isPresent()) {
            exchange.sendResponseHeaders(answer.status(), UNKNOWN_LENGTH);
            try (OutputStream out = exchange.getResponseBody()) {
                answer.pouring().get().to(out);
            }
            return;
        }
        boolean silent = exchange.getRequestMethod().equals("HEAD") || answer.body().length == 0;
        exchange.sendResponseHeaders(answer.status(), silent ? NO_BODY : answer.body().length);
        if (!silent) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer.body());
            }
        }
    }
}
