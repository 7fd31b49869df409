package dev.sgate.station.leasing;

import java.util.Set;

/**
 * Who asked, as far as the wire tells.
 *
 * @param address the remote address as text, without a port, e.g. {@code 127.0.0.1}; one machine has one spelling
 * @param requestId the client's request id, made safe for a log line; the empty text where it sent none
 */
public record Caller(String address, String requestId) {
    private static final Set<String> LOOPBACK_V6 = Set.of("::1", "0:0:0:0:0:0:0:1");

    /** Whether it asks from this machine, where all clients share one address. */
    boolean isLoopback() {
        return address.startsWith("127.") || LOOPBACK_V6.contains(address);
    }
}
