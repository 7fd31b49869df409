package dev.sgate.station.leasing;

/**
 * Who asked, as far as the wire tells.
 *
 * @param address the remote address as text, without a port, e.g. {@code 127.0.0.1}; one machine has one spelling
 * @param requestId the client's request id, made safe for a log line; the empty text where it sent none
 */
public record Caller(String address, String requestId) {}
