package dev.sgate.appliance.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a button of the page sends. */
record PostedForm(Map<String, String> values) {
    private static final String TYPE = "application/x-www-form-urlencoded";
    private static final int VALUES_MAX = 10;

    PostedForm {
        values = Map.copyOf(values);
    }

    /** Empty if it is no form, or a name stands in it twice. */
    static Optional<PostedForm> read(Ask ask) {
        List<String> type = ask.header("Content-Type");
        if (type.size() != 1 || !type.getFirst().split(";", 2)[0].strip().equalsIgnoreCase(TYPE)) {
            return Optional.empty();
        }
        String[] pairs = new String(ask.body(), StandardCharsets.US_ASCII).split("&", VALUES_MAX + 1);
        Map<String, String> values = new HashMap<>();
        for (String pair : pairs) {
            String[] parts = pair.split("=", 2);
            if (parts.length != 2 || values.put(decode(parts[0]), decode(parts[1])) != null) {
                return Optional.empty();
            }
        }
        return pairs.length > VALUES_MAX ? Optional.empty() : Optional.of(new PostedForm(values));
    }

    private static String decode(String part) {
        try {
            return URLDecoder.decode(part, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return "";
        }
    }

    /** The empty text where there is no such value. */
    String get(String name) {
        return values.getOrDefault(name, "");
    }

    /** Whether it brings this token. How long the comparison takes says nothing about the token. */
    boolean shows(String token) {
        return MessageDigest.isEqual(
                get("token").getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
