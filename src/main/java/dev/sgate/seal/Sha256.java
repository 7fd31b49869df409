package dev.sgate.seal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** A SHA-256 digest, 32 bytes, written as 64 lower-case hex digits. */
public record Sha256(String hex) implements Comparable<Sha256> {
    private static final int HEX_DIGITS = 64;

    /** Looked up and not compared: digits of a digest are random, and no processor guesses them. */
    private static final boolean[] IS_DIGIT = new boolean[1 << 7];

    static {
        "0123456789abcdef".chars().forEach(digit -> IS_DIGIT[digit] = true);
    }

    public Sha256 {
        if (!isHex(hex)) {
            throw new IllegalArgumentException("not a SHA-256 in lower-case hex");
        }
    }

    /** The digest written as {@code text}; empty unless that is exactly 64 lower-case hex digits. */
    public static Optional<Sha256> find(String text) {
        return isHex(text) ? Optional.of(new Sha256(text)) : Optional.empty();
    }

    /** Without a pattern or a stream: a million events have three digests each. */
    private static boolean isHex(String text) {
        if (text.length() != HEX_DIGITS) {
            return false;
        }
        for (int i = 0; i < HEX_DIGITS; i++) {
            char digit = text.charAt(i);
            if (digit >= IS_DIGIT.length || !IS_DIGIT[digit]) {
                return false;
            }
        }
        return true;
    }

    /** The digest of these bytes. */
    public static Sha256 of(byte[] bytes) {
        return new Sha256(HexFormat.of().formatHex(newDigest().digest(bytes)));
    }

    /** The digest with these 32 raw bytes. */
    public static Sha256 ofRaw(byte[] raw) {
        return new Sha256(HexFormat.of().formatHex(raw));
    }

    /** A running SHA-256 of the JDK (8 times faster than a portable one, for it uses the CPU's instructions). */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The 32 raw bytes. */
    public byte[] raw() {
        return HexFormat.of().parseHex(hex);
    }

    /** The first 8 hex digits, for names that people read. */
    public String first8() {
        return hex.substring(0, 8);
    }

    @Override
    public int compareTo(Sha256 other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
