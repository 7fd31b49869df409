package dev.sgate.cli.desk.wizard;

import dev.sgate.vendor.mint.Decline;
import dev.sgate.vendor.mint.MintSituation;
import java.util.Optional;
import java.util.function.BiFunction;

/** An answer as it was read: good, or why not. */
sealed interface Judged<T> {
    /** An answer that the rules allow. */
    record Good<T>(T value) implements Judged<T> {}

    /** An answer that is none, or that the rules decline; both sentences are for the person who gave it. */
    record Bad<T>(String sentence, String remedy) implements Judged<T> {}

    /** The value, unless a rule declines it. */
    static <T> Judged<T> by(T value, BiFunction<T, MintSituation, Optional<Decline>> rule, MintSituation situation) {
        return rule.apply(value, situation)
                .<Judged<T>>map(decline -> new Bad<>(decline.sentence(), decline.remedy()))
                .orElseGet(() -> new Good<>(value));
    }

    default Optional<T> good() {
        return this instanceof Good<T>(T value) ? Optional.of(value) : Optional.empty();
    }

    default Optional<Bad<T>> complaint() {
        return this instanceof Bad<T> bad ? Optional.of(bad) : Optional.empty();
    }
}
