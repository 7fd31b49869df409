package dev.sgate.vendor.report;

import java.util.Locale;

/** Text that goes into a page: whatever it holds, it stays text. */
final class Html {
    private final StringBuilder page = new StringBuilder();

    /** Adds markup of our own; what comes from elsewhere is an argument, in the place of each {@code %s}. */
    Html add(String markup, Object... texts) {
        Object[] escaped = new Object[texts.length];
        for (int i = 0; i < texts.length; i++) {
            escaped[i] = texts[i] instanceof Html html ? html.toString() : escape(String.valueOf(texts[i]));
        }
        page.append(escaped.length == 0 ? markup : String.format(Locale.ROOT, markup, escaped))
                .append('\n');
        return this;
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(point);
            }
        });
        return escaped.toString();
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
