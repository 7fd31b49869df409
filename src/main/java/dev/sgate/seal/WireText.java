package dev.sgate.seal;

import java.util.regex.Pattern;

/** Which text a member may have, by its type (FORMATS, "JSON"). */
public final class WireText {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern PRODUCT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
    private static final Pattern FILE_NAME =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0," + (Limits.FILE_NAME_MAX_CHARS - 1) + "}");

    private WireText() {}

    /** For people: 1 to 200 code points, without control characters, bidirectional controls and line separators. */
    public static boolean isText(String text) {
        int length = 0;
        for (int at = 0; at < text.length(); length++) {
            int codePoint = text.codePointAt(at);
            if (length == Limits.TEXT_MAX_CODE_POINTS || neverInText(codePoint)) {
                return false;
            }
            at += Character.charCount(codePoint);
        }
        return length >= 1;
    }

    private static boolean neverInText(int codePoint) {
        return Character.getType(codePoint) == Character.CONTROL
                || codePoint == 0x2028
                || codePoint == 0x2029
                || codePoint == 0x061c
                || codePoint == 0x200e
                || codePoint == 0x200f
                || (codePoint >= 0x202a && codePoint <= 0x202e)
                || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }

    /** Applications, entitlements and key ids. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** A name in lower case without dots. */
    public static boolean isProduct(String text) {
        return PRODUCT.matcher(text).matches();
    }

    /** A name of up to 128 characters. */
    static boolean isFileName(String text) {
        return FILE_NAME.matcher(text).matches();
    }
}
