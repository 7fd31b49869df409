package dev.sgate.appliance.http;

import java.util.Optional;
import java.util.regex.Matcher;
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
        Matcher keyset = Paths.KEYSET.matcher(path);
        if (keyset.matches()) {
            return Optional.of(new Keyset(keyset.group(1)));
        }
        Matcher action = Paths.ACTION.matcher(path);
        if (!action.matches()) {
            return Optional.empty();
        }
        return Action.find(action.group(3)).map(found -> new ProductAction(action.group(1), action.group(2), found));
    }

    /** How the paths look. */
    final class Paths {
        private static final String NAME = "/+([a-z0-9_-]+)";
        private static final Pattern KEYSET = Pattern.compile("(?:/.*)?" + NAME + "/+\\.well-known/+keylight-keys/?");
        private static final Pattern ACTION = Pattern.compile("(?:/.*)?" + NAME + NAME + "/+([a-z]+)/?");

        private Paths() {}
    }
}
