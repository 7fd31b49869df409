package dev.sgate.seal;

import java.util.function.Function;

/**
 * JSON from outside that carries its signature among its members, and so must be read before it can be verified: leases, lease
 * files and license caches. As strict and as bounded as everything else that is read; what comes out is still nobody's word.
 */
public final class UnverifiedJson {
    private UnverifiedJson() {}

    /**
     * Reads one JSON object.
     *
     * @param maxBytes most bytes it may have
     * @param read builds the value from the members; see {@link Fields} for how it complains
     * @return the value, or a refusal with {@code too-large} or {@code malformed} and the member's path
     */
    public static <T> Verdict<T> parse(byte[] utf8, int maxBytes, Function<Fields, T> read) {
        if (utf8.length > maxBytes) {
            return Verdict.refused(
                    Refusal.of(RefusalCode.TOO_LARGE, "bytes", utf8.length).and("limitBytes", maxBytes));
        }
        try {
            return Verdict.accepted(
                    read.apply(new Fields("", StrictJson.parseObject(utf8, Limits.ENVELOPE_MAX_VALUES))));
        } catch (Malformed malformed) {
            return Verdict.refused(malformed.refusal());
        }
    }
}
