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
        boolean standard = text.indexOf('+') >= 0 || text.indexOf('/') >= 0;
        if (urlSafe && standard) {
            throw new Malformed(what, "two base64 alphabets");
        }
        byte[] bytes;
        try {
            bytes = (urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw new Malformed(what, "not base64");
        }
        Base64.Encoder encoder = urlSafe ? Base64.getUrlEncoder() : Base64.getEncoder();
        boolean canonical = text.equals((text.endsWith("=") ? encoder : encoder.withoutPadding()).encodeToString(bytes))
                || (bytes.length % 3 == 0 && text.equals(encoder.encodeToString(bytes)));
        if (!canonical) {
            throw new Malformed(what, "spare bits or padding in base64");
        }
        return bytes;
    }
}
