package dev.sgate.appliance.kiosk;

import java.util.regex.Pattern;

/** Text as it may stand in a page: nothing from outside gets in but through {@link #text}. */
public final class Html {
    private static final Pattern COMMAND = Pattern.compile("`([^`]+)`");

    private Html() {}

    /** Escaped for content and for attributes in double quotes. */
    static String text(String raw) {
        StringBuilder safe = new StringBuilder(raw.length() + 16);
        raw.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(Character.isISOControl(point) ? ' ' : point);
            }
        });
        return safe.toString();
    }

    /** Escaped for content. What our sentences put between backticks, a command to type, is set as one. */
    public static String prose(String raw) {
        return COMMAND.matcher(text(raw)).replaceAll("<code>$1</code>");
    }

    /** An element with prose in it; nothing at all where there is no text. */
    static String element(String name, String raw) {
        return raw.isEmpty() ? "" : "<" + name + ">" + prose(raw) + "</" + name.split(" ", 2)[0] + ">";
    }
}
