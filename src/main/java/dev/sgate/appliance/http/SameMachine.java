package dev.sgate.appliance.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Whether a request comes from a browser on this machine that shows our own page (BEHAVIOUR 5). */
final class SameMachine {
    private SameMachine() {}

    /**
     * Whether the {@code Host} header names this machine from within. Another site's name that leads here, and an address that others
     * reach, is not ours: a page of theirs in a browser here would be the same origin.
     */
    static boolean isMeant(Ask ask) {
        List<String> host = ask.header("Host");
        return host.size() == 1 && isLoopback(host.getFirst());
    }

    private static boolean isLoopback(String header) {
        String host = header.replaceFirst(":[0-9]*$", "");
        Optional<InetAddress> address = Addresses.host(host);
        return host.equalsIgnoreCase("localhost")
                || address.filter(InetAddress::isLoopbackAddress).isPresent();
    }

    /** Whether the browser says that our own page sent this; one that says nothing is old, and the token decides. */
    static boolean isFromOwnPage(Ask ask) {
        List<String> origin = ask.header("Origin");
        List<String> site = ask.header("Sec-Fetch-Site");
        String own = "http://" + ask.header("Host").getFirst();
        return (origin.isEmpty() || origin.equals(List.of(own)))
                && (site.isEmpty() || site.equals(List.of("same-origin")));
    }
}
