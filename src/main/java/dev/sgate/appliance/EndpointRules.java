package dev.sgate.appliance;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which endpoints a route may name. What is not listed is refused: a route file is code, and an endpoint is a door. */
final class EndpointRules {
    private static final Set<String> SCHEMES = Set.of("timer", "direct", "seda", "file", "jdbc");

    /** Settings that let a caller wait for somebody else, by default 30 s at each use. */
    private static final Pattern BLOCKING =
            Pattern.compile("[?&](block=true|blockWhenFull=true|waitForTaskToComplete=Always)");

    private EndpointRules() {}

    /** What is wrong with this endpoint itself. */
    static Optional<String> fault(String uri) {
        String scheme = uri.substring(0, Math.max(0, uri.indexOf(':')));
        if (!SCHEMES.contains(scheme)) {
            return Optional.of("the endpoint " + uri + " is not allowed; allowed are "
                    + SCHEMES.stream().sorted().toList());
        }
        return BLOCKING.matcher(uri).find()
                ? Optional.of("the endpoint " + uri + " would make its caller wait")
                : Optional.empty();
    }

    /** Whether this is a channel between two routes, so that somebody must send to it and somebody must read it. */
    static boolean isChannel(String uri) {
        return uri.startsWith("direct:") || uri.startsWith("seda:");
    }

    /** The endpoint without its options. */
    static String name(String uri) {
        int options = uri.indexOf('?');
        return options < 0 ? uri : uri.substring(0, options);
    }
}
