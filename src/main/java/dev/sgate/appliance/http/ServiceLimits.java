package dev.sgate.appliance.http;

import java.time.Duration;

/**
 * What one client may ask of the service, so that a slow or greedy one harms nobody (LEASE-PROTOCOL 9.12, CAMEL). The server reads
 * its own limits from system properties, once, before its first use; a property that is set already stays.
 */
final class ServiceLimits {
    /** Bytes of a request's body; more is answered 413. A client's own requests are under 1 KiB. */
    static final int BODY_MAX_BYTES = 16 * 1024;

    /** Characters of all header names and values together; more is answered 431. */
    static final int HEADERS_MAX_CHARS = 8 * 1024;

    /** Characters of a request's path and query; more is answered 414. A client's own are under 200. */
    static final int TARGET_MAX_CHARS = 1024;

    /** Here the server itself hangs up, without an answer: what it keeps for one connection is bounded. */
    static final int HEADERS_HANG_UP_BYTES = 32 * 1024;

    /** How much of a refused body is read and dropped, so that its sender sees the answer instead of a reset. */
    static final int DRAINED_BYTES = 1024 * 1024;

    /** From the first byte of a request to its last. */
    static final Duration REQUEST_DEADLINE = Duration.ofSeconds(10);

    /** From there to the last byte of the answer. */
    static final Duration ANSWER_DEADLINE = Duration.ofSeconds(30);

    /** How long an open connection may say nothing. */
    static final Duration IDLE = Duration.ofSeconds(30);

    /** Connections at once; more are closed as soon as they are opened. Twice the 500 seats of the largest site foreseen. */
    static final int CONNECTIONS_MAX = 1024;

    /**
     * Of them, those of one address where other machines reach the service: half, so that no address holds all, and 500 seats behind
     * one router are served.
     */
    static final int CONNECTIONS_OF_ONE_ADDRESS = CONNECTIONS_MAX / 2;

    /** Connections that wait to be accepted: every seat of a site may call within one second. */
    static final int BACKLOG = 1024;

    private static final int HEADER_LINES_MAX = 100;

    private ServiceLimits() {}

    /** Tells the server, before its first use. */
    static void install() {
        install("sun.net.httpserver.maxReqTime", REQUEST_DEADLINE.toSeconds());
        install("sun.net.httpserver.maxRspTime", ANSWER_DEADLINE.toSeconds());
        install("sun.net.httpserver.idleInterval", IDLE.toSeconds());
        install("sun.net.httpserver.maxIdleConnections", CONNECTIONS_MAX);
        install("sun.net.httpserver.maxReqHeaders", HEADER_LINES_MAX);
        install("sun.net.httpserver.maxReqHeaderSize", HEADERS_HANG_UP_BYTES);
        install("sun.net.httpserver.drainAmount", DRAINED_BYTES);
        install("jdk.httpserver.maxConnections", CONNECTIONS_MAX);
        // answers are written at once: without this, a kept connection waits 40 ms for the client's acknowledgement
        install("sun.net.httpserver.nodelay", true);
    }

    private static void install(String property, Object value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value.toString());
        }
    }
}
