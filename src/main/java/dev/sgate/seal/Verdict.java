package dev.sgate.seal;

import java.util.function.Function;

/**
 * The outcome of a check: the checked value, or the reason why there is none. Expected outcomes are values, never exceptions.
 *
 * @param <T> what is proven when the verdict is {@link Accepted}
 */
public sealed interface Verdict<T> {
    /** The check held. */
    record Accepted<T>(T value) implements Verdict<T> {}

    /** The check did not hold; nothing of the input may be used. */
    record Refused<T>(Refusal refusal) implements Verdict<T> {}

    static <T> Verdict<T> accepted(T value) {
        return new Accepted<>(value);
    }

    static <T> Verdict<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }

    static <T> Verdict<T> refused(RefusalCode code, Evidence evidence) {
        return new Refused<>(new Refusal(code, evidence));
    }

    /** Goes on with the next check if this one held. */
    default <R> Verdict<R> then(Function<? super T, Verdict<R>> next) {
        return switch (this) {
            case Accepted<T>(T value) -> next.apply(value);
            case Refused<T>(Refusal refusal) -> new Refused<>(refusal);
        };
    }

    /** The value of an accepted verdict as something else. */
    default <R> Verdict<R> map(Function<? super T, R> change) {
        return then(value -> accepted(change.apply(value)));
    }
}
