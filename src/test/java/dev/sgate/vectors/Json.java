package dev.sgate.vectors;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** A JSON writer of the generator's own, so that what it writes does not depend on the product's writer. */
final class Json {
    /** JSON text that stands as it is: numbers that are none, nulls, doubled names. */
    record Raw(String text) {}

    static final Raw NULL = new Raw("null");

    private Json() {}

    static String write(Object value) {
        StringBuilder json = new StringBuilder();
        append(json, value);
        return json.toString();
    }

    private static void append(StringBuilder json, Object value) {
        switch (value) {
            case Raw raw -> json.append(raw.text());
            case Map<?, ?> members -> appendMembers(json, members);
            case List<?> elements -> appendElements(json, elements);
            case String text -> appendText(json, text);
            default -> json.append(value);
        }
    }

    private static void appendMembers(StringBuilder json, Map<?, ?> members) {
        json.append('{');
        Iterator<? extends Map.Entry<?, ?>> rest = members.entrySet().iterator();
        while (rest.hasNext()) {
            Map.Entry<?, ?> member = rest.next();
            appendText(json, (String) member.getKey());
            json.append(':');
            append(json, member.getValue());
            json.append(rest.hasNext() ? "," : "");
        }
        json.append('}');
    }

    private static void appendElements(StringBuilder json, List<?> elements) {
        json.append('[');
        for (int i = 0; i < elements.size(); i++) {
            json.append(i == 0 ? "" : ",");
            append(json, elements.get(i));
        }
        json.append(']');
    }

    private static void appendText(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
