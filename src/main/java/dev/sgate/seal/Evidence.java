package dev.sgate.seal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The facts of a refusal, in the order in which they were noted: which field, what was expected, what was found, which limit.
 *
 * <p>Values are plain text made safe for one log line: control characters, bidirectional controls and line separators are
 * escaped, and each value is cut at {@value #VALUE_MAX_CHARS} characters, because part of it may come from a hostile file.
 *
 * @param facts name to value; names are ours, in lower camel case
 */
public record Evidence(Map<String, String> facts) {
    private static final int VALUE_MAX_CHARS = 200;

    public Evidence {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** No facts beyond the code itself. */
    public static Evidence none() {
        return new Evidence(Map.of());
    }

    /** One fact. */
    public static Evidence of(String name, Object value) {
        return none().and(name, value);
    }

    /** These facts and one more. */
    public Evidence and(String name, Object value) {
        Map<String, String> more = new LinkedHashMap<>(facts);
        more.put(name, printable(value.toString()));
        return new Evidence(more);
    }

    /** {@code name=value} pairs separated by a space, for a log line; values with spaces are quoted. */
    public String oneLine() {
        return facts.entrySet().stream()
                .map(fact -> fact.getKey() + "=" + quoted(fact.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String value) {
        return value.indexOf(' ') < 0 ? value : '"' + value.replace('"', '\'') + '"';
    }

    /** The text with everything that could move a cursor, hide a character or start a new line written as {@code \}{@code uXXXX}. */
    public static String printable(String text) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), VALUE_MAX_CHARS));
        for (int i = 0; i < text.length() && safe.length() < VALUE_MAX_CHARS; i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c < 0x7f) {
                safe.append(c);
            } else {
                safe.append(String.format("\\u%04x", (int) c));
            }
        }
        return safe.toString();
    }
}
