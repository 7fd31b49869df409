package dev.sgate.license.cache;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.TreeMap;

/**
 * JSON in the one form that is signed (FORMATS, "License cache"; C61, C95): names sorted by code point, no white space, UTF-8;
 * {@code "}, {@code \} and control characters are escaped, {@code /} and letters beyond ASCII are not. A control character with a
 * short escape has that, the others {@code \}{@code u00xx} in small letters. Values are text, or lists of text.
 */
final class CanonicalJson {
    private CanonicalJson() {}

    /** The signed bytes of these members. */
    static byte[] of(Map<String, ?> members) {
        Map<String, Object> sorted = new TreeMap<>(CanonicalJson::byCodePoint);
        sorted.putAll(members);
        StringBuilder json = new StringBuilder("{");
        sorted.forEach((name, value) -> {
            separate(json);
            write(json, name);
            json.append(':');
            write(json, value);
        });
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static int byCodePoint(String one, String other) {
        PrimitiveIterator.OfInt left = one.codePoints().iterator();
        PrimitiveIterator.OfInt right = other.codePoints().iterator();
        while (left.hasNext() && right.hasNext()) {
            int order = Integer.compare(left.nextInt(), right.nextInt());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(left.hasNext(), right.hasNext());
    }

    private static void write(StringBuilder json, Object value) {
        if (value instanceof List<?> elements) {
            json.append('[');
            elements.forEach(element -> {
                separate(json);
                write(json, element);
            });
            json.append(']');
        } else {
            json.append('"');
            value.toString().chars().forEach(c -> escape(json, (char) c));
            json.append('"');
        }
    }

    private static void separate(StringBuilder json) {
        char last = json.charAt(json.length() - 1);
        if (last != '{' && last != '[') {
            json.append(',');
        }
    }

    private static void escape(StringBuilder json, char c) {
        switch (c) {
            case '"', '\\' -> json.append('\\').append(c);
            case '\b' -> json.append("\\b");
            case '\t' -> json.append("\\t");
            case '\n' -> json.append("\\n");
            case '\f' -> json.append("\\f");
            case '\r' -> json.append("\\r");
            default -> json.append(c < 0x20 ? String.format("\\u%04x", (int) c) : c);
        }
    }
}
