package dev.sgate.seal;

/**
 * A decision not to accept something: the code that can be counted, and the facts behind it. The sentence for people is made at
 * the end, from the code and these facts.
 */
public record Refusal(RefusalCode code, Evidence evidence) {
    /** A refusal with no facts beyond its code. */
    public static Refusal of(RefusalCode code) {
        return new Refusal(code, Evidence.none());
    }

    /** A refusal with one fact. */
    public static Refusal of(RefusalCode code, String fact, Object value) {
        return new Refusal(code, Evidence.of(fact, value));
    }

    /** The same refusal with one more fact. */
    public Refusal and(String fact, Object value) {
        return new Refusal(code, evidence.and(fact, value));
    }
}
