package dev.sgate.appliance.http;

import dev.sgate.seal.Payloads;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What goes back over the wire.
 *
 * @param headers beside length and date
 * @param body left out where the client asked with {@code HEAD}
 * @param pouring writes what has no end yet; the body is empty then
 */
record Answer(int status, Map<String, String> headers, byte[] body, Optional<Pouring> pouring) {
    static final int OK = 200;
    static final int SEE_OTHER = 303;
    static final int BAD_REQUEST = 400;
    static final int UNAUTHORIZED = 401;
    static final int PAYMENT_REQUIRED = 402;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int TOO_LARGE = 413;
    static final int URI_TOO_LONG = 414;
    static final int MISDIRECTED = 421;
    static final int UNPROCESSABLE = 422;
    static final int HEADERS_TOO_LARGE = 431;
    static final int INTERNAL = 500;
    static final int UNAVAILABLE = 503;

    /** Seconds until it is worth asking again. Clients block for as long as this says, so it is small (LEASE-PROTOCOL 5). */
    private static final int RETRY_SECONDS = 2;

    /** Writes an answer bit by bit; ends with the answer, and with an {@link IOException} when the client is gone. */
    @FunctionalInterface
    interface Pouring {
        void to(OutputStream out) throws IOException;
    }

    Answer {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** One that is whole. */
    Answer(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, Optional.empty());
    }

    /** One that is written bit by bit. */
    static Answer streamed(Map<String, String> headers, Pouring pouring) {
        return new Answer(OK, headers, new byte[0], Optional.of(pouring));
    }

    /** A JSON object. No cache may keep it. */
    static Answer json(int status, Map<String, ?> members) {
        return new Answer(
                status,
                Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
                Payloads.toJson(members));
    }

    /** {@code {"error": text}}: clients show the text to their users as it stands (LEASE-PROTOCOL 4). */
    static Answer error(int status, String text) {
        return json(status, Map.of("error", text));
    }

    /** Not now, and nobody loses anything by it. */
    static Answer unavailable(String text) {
        return error(UNAVAILABLE, text).with("Retry-After", Integer.toString(RETRY_SECONDS));
    }

    /** No body at all. */
    static Answer empty() {
        return empty(OK);
    }

    static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }

    Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body, pouring);
    }
}
