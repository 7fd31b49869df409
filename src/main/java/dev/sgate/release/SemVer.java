package dev.sgate.release;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version as Semantic Versioning 2.0.0 writes and orders it. Build metadata is kept as written and ignored in comparing, so
 * that two versions may be equal in order and still differ as text.
 *
 * @param written the version as it stands in the payload, at most {@value #MAX_CHARS} characters
 */
public record SemVer(String written) implements Comparable<SemVer> {
    private static final int MAX_CHARS = 128;
    private static final String NUMBER = "(0|[1-9][0-9]*)";
    private static final Pattern SEMVER = Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER
            + "(?:-((?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(?:\\.(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*))?"
            + "(?:\\+([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?");

    public SemVer {
        if (written.length() > MAX_CHARS || !SEMVER.matcher(written).matches()) {
            throw new IllegalArgumentException("not a semantic version: " + written);
        }
    }

    /** The version; empty unless the text is exactly one. */
    public static Optional<SemVer> find(String text) {
        return text.length() <= MAX_CHARS && SEMVER.matcher(text).matches()
                ? Optional.of(new SemVer(text))
                : Optional.empty();
    }

    private List<BigInteger> core() {
        Matcher parts = matched();
        return List.of(new BigInteger(parts.group(1)), new BigInteger(parts.group(2)), new BigInteger(parts.group(3)));
    }

    private Optional<String> preRelease() {
        return Optional.ofNullable(matched().group(4));
    }

    private Matcher matched() {
        Matcher matcher = SEMVER.matcher(written);
        if (!matcher.matches()) {
            throw new IllegalStateException("checked when it was made");
        }
        return matcher;
    }

    /** The version without build metadata: what identifies a release. */
    public SemVer withoutBuild() {
        int plus = written.indexOf('+');
        return plus < 0 ? this : new SemVer(written.substring(0, plus));
    }

    @Override
    public int compareTo(SemVer other) {
        List<BigInteger> mine = core();
        List<BigInteger> theirs = other.core();
        for (int i = 0; i < mine.size(); i++) {
            int order = mine.get(i).compareTo(theirs.get(i));
            if (order != 0) {
                return order;
            }
        }
        if (preRelease().isEmpty() || other.preRelease().isEmpty()) {
            return Boolean.compare(preRelease().isEmpty(), other.preRelease().isEmpty());
        }
        return comparePreRelease(
                preRelease().get().split("\\."), other.preRelease().get().split("\\."));
    }

    private static int comparePreRelease(String[] mine, String[] theirs) {
        for (int i = 0; i < Math.min(mine.length, theirs.length); i++) {
            int order = compareIdentifier(mine[i], theirs[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(mine.length, theirs.length);
    }

    private static int compareIdentifier(String mine, String theirs) {
        boolean mineNumber = mine.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean theirsNumber = theirs.chars().allMatch(c -> c >= '0' && c <= '9');
        if (mineNumber && theirsNumber) {
            return new BigInteger(mine).compareTo(new BigInteger(theirs));
        }
        return mineNumber == theirsNumber ? mine.compareTo(theirs) : mineNumber ? -1 : 1;
    }

    @Override
    public String toString() {
        return written;
    }
}
