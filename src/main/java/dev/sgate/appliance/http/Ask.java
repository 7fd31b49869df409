package dev.sgate.appliance.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One request, whole and within its limits.
 *
 * @param path as it was sent, without a query; may begin with more than one {@code /}
 * @param headers by name in lower case
 * @param from the client's address
 * @param body at most {@link ServiceLimits#BODY_MAX_BYTES}
 */
record Ask(String method, String path, Map<String, List<String>> headers, InetAddress from, byte[] body) {
    Ask {
        headers = Map.copyOf(headers);
    }

    /** All values sent under this name, in their order. */
    List<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }
}
