package dev.sgate.appliance.http;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a path means: {@code {base}/{tenant}/{product}/{action}}, or the tenant's keyset (LEASE-PROTOCOL 2). A base may be anything,
 * and a doubled {@code /} counts as one, for clients append to the base they were given.
 */
sealed interface LeaseRoute {
    /** What may be done with a product. */
    enum Action {
        ACTIVATE("activate"),
        VALIDATE("validate"),
        DEACTIVATE("deactivate"),
        KEYLESS("keyless"),
        CONFIG("config");

        private final String word;

        Action(String word) {
            this.word = word;
        }

        private static Optional<Action> find(String word) {
            for (Action action : values()) {
                if (action.word.equals(word)) {
                    return Optional.of(action);
                }
            }
            return Optional.empty();
        }
    }

    /** {@code GET {base}/{tenant}/.well-known/keylight-keys}. */
    record Keyset(String tenant) implements LeaseRoute {}

    /** One of the actions, by {@code POST} except for {@code config}. */
    record ProductAction(String tenant, String product, Action action) implements LeaseRoute {}

    /** The route that this path takes; empty if it is none of the service's. */
    static Optional<LeaseRoute> find(String path) {
        List<String> parts = Parts.of(path);
        if (parts.size() < Parts.IN_A_ROUTE) {
            return Optional.empty();
        }
        String first = parts.getFirst();
        String second = parts.get(1);
        String third = parts.getLast();
        if (!Parts.isName(first)) {
            return Optional.empty();
        }
        if (second.equals(".well-known") && third.equals("keylight-keys")) {
            return Optional.of(new Keyset(first));
        }
        return Parts.isName(second)
                ? Action.find(third).map(action -> new ProductAction(first, second, action))
                : Optional.empty();
    }

    /** What stands between the slashes of a path. */
    final class Parts {
        private static final int IN_A_ROUTE = 3;
        private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+");

        private Parts() {}

        /** The last three that are not empty, or fewer; one slash may stand behind them. */
        private static List<String> of(String path) {
            String whole = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
            List<String> parts = Arrays.stream(whole.split("/", -1))
                    .filter(part -> !part.isEmpty())
                    .toList();
            boolean open = !whole.startsWith("/") || whole.endsWith("/");
            return open ? List.of() : parts.subList(Math.max(0, parts.size() - IN_A_ROUTE), parts.size());
        }

        private static boolean isName(String part) {
            return NAME.matcher(part).matches();
        }
    }
}
