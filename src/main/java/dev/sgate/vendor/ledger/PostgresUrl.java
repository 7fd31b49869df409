package dev.sgate.vendor.ledger;

import dev.sgate.vendor.BadInput;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A PostgreSQL database by its URL, {@code postgresql://user:password@host:port/database?sslmode=verify-full}. The text of it
 * leaves the password out.
 *
 * @param host a name or an address, an IPv6 address in brackets
 * @param port 1 to 65535
 * @param password as the URL gives it; where it gives none, PGPASSWORD or {@code ~/.pgpass} does
 * @param options of the connection: those in {@link #OPTIONS}
 */
public record PostgresUrl(
        String host, int port, String database, String user, Optional<String> password, Map<String, String> options) {
    private static final int DEFAULT_PORT = 5432;
    private static final int PORT_MAX = 65_535;

    /** How the wire is protected. Others are not taken: some make the driver load classes. */
    static final Set<String> OPTIONS = Set.of("sslmode", "sslrootcert", "sslcert", "sslkey");

    public PostgresUrl {
        options = Map.copyOf(options);
    }

    /** Whether the word is meant as one. */
    static boolean looksLikeOne(String word) {
        String plain = withoutJdbc(word);
        return plain.startsWith("postgresql:") || plain.startsWith("postgres:");
    }

    private static String withoutJdbc(String word) {
        return word.startsWith("jdbc:") ? word.substring("jdbc:".length()) : word;
    }

    /**
     * Reads the URL.
     *
     * @throws BadInput if it is none; its message does not repeat the URL, which may hold a password
     */
    static PostgresUrl parse(String word) {
        URI uri = uri(word);
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > PORT_MAX) {
            throw unreadable();
        }
        Map<String, String> query = query(uri);
        Optional<String> userInfo = Optional.ofNullable(uri.getRawUserInfo());
        Optional<String> user = userInfo.map(info -> decoded(info.split(":", 2)[0]))
                .filter(name -> !name.isEmpty())
                .or(() -> Optional.ofNullable(query.remove("user")));
        Optional<String> password = userInfo.filter(info -> info.contains(":"))
                .map(info -> decoded(info.split(":", 2)[1]))
                .or(() -> Optional.ofNullable(query.remove("password")));
        requireKnown(query.keySet());
        return new PostgresUrl(
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                database(uri),
                user.orElseGet(() -> System.getProperty("user.name")),
                password,
                query);
    }

    private static URI uri(String word) {
        try {
            return new URI(withoutJdbc(word));
        } catch (URISyntaxException e) {
            throw unreadable();
        }
    }

    private static String database(URI uri) {
        String path = Optional.ofNullable(uri.getRawPath()).orElse("");
        String name = path.startsWith("/") ? decoded(path.substring(1)) : "";
        if (name.isEmpty() || name.contains("/")) {
            throw new BadInput("the ledger's URL names no database: postgresql://user@host:port/database");
        }
        return name;
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new TreeMap<>();
        for (String pair : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                query.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
            }
        }
        return query;
    }

    private static void requireKnown(Set<String> names) {
        names.stream().filter(name -> !OPTIONS.contains(name)).findFirst().ifPresent(unknown -> {
            throw new BadInput("the ledger's URL has an option that the desk does not take: " + unknown + "; it takes "
                    + String.join(", ", OPTIONS.stream().sorted().toList()));
        });
    }

    /** In a URL a plus is a plus. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
    }

    private static BadInput unreadable() {
        return new BadInput("the ledger's URL cannot be read: write postgresql://user@host:port/database,"
                + " with special characters percent-encoded");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "postgresql://" + user + "@" + host + ":" + port + "/" + database;
    }
}
