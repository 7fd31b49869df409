package dev.sgate.license;

import dev.sgate.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a customer holds and may type: a license key. Only its hash is ever sealed or stored. How it is written does not count:
 * {@link #hash()} is the same with and without hyphens, white space and capitals.
 *
 * @param written the key as it was given
 */
public record LicenseKey(String written) {
    /** Crockford's 32 letters and digits: no I, L, O and U, which are misread. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int GROUPS = 5;
    private static final int GROUP_CHARS = 5;
    private static final Pattern NOT_COUNTED = Pattern.compile("[\\p{IsWhite_Space}\\uFEFF-]");

    /** A new key of five groups of five: 125 random bits, of which FORMATS asks for 80. */
    public static LicenseKey generate(SecureRandom random) {
        return new LicenseKey(IntStream.range(0, GROUPS)
                .mapToObj(group -> randomGroup(random))
                .collect(Collectors.joining("-")));
    }

    private static String randomGroup(SecureRandom random) {
        return IntStream.range(0, GROUP_CHARS)
                .mapToObj(letter -> String.valueOf(ALPHABET.charAt(random.nextInt(ALPHABET.length()))))
                .collect(Collectors.joining());
    }

    /** Without Unicode White_Space, U+FEFF and U+002D, in upper case of the root locale (FORMATS, {@code licenseKeyHash}). */
    public String normalised() {
        return NOT_COUNTED.matcher(written).replaceAll("").toUpperCase(Locale.ROOT);
    }

    /** The SHA-256 of the normalised key in UTF-8: {@code licenseKeyHash}. */
    public Sha256 hash() {
        return Sha256.of(normalised().getBytes(StandardCharsets.UTF_8));
    }

    /** Never the key itself: it would end up in a log. */
    @Override
    public String toString() {
        return "license key " + hash().first8();
    }
}
