package dev.sgate.seal;

import java.util.Base64;

/** Base64 as FORMATS reads it: one alphabet per string, no white space, zero spare bits, padding complete or absent. */
public final class Base64Text {
    private Base64Text() {}

    /** Standard alphabet with padding, as everything of ours is written. */
    public static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] decode(String what, String text) {
        boolean urlSafe = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
        if (hasSpareBits(text)) {
            throw new Malformed(what, "spare bits in base64");
        }
        try {
            return (urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw new Malformed(what, "not base64");
        }
    }

    /** Whether the last character of a last group that is not full has bits that end up in no byte. */
    private static boolean hasSpareBits(String text) {
        int end = text.endsWith("==") ? text.length() - 2 : text.endsWith("=") ? text.length() - 1 : text.length();
        String unused = switch (end % 4) {
            case 2 -> "AQgw"; // a last byte leaves 4 bits
            case 3 -> "AEIMQUYcgkosw048"; // two leave 2 bits
            default -> "";
        };
        return !unused.isEmpty() && unused.indexOf(text.charAt(end - 1)) < 0;
    }
}
