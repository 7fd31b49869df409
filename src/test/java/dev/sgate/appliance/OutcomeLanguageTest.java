package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class OutcomeLanguageTest {
    private final OutcomeLanguage language = new OutcomeLanguage(List.of(Shape.class));

    private sealed interface Shape {}

    private record Round() implements Shape {}

    private sealed interface Angular extends Shape {}

    private record Square() implements Angular {}

    sealed interface Other {
        /** Called like the other one. */
        record Round() implements Other {}
    }

    @Test
    void holdsForABodyOfThatType() {
        Predicate round = language.createPredicate(" Round ");
        assertThat(round.matches(exchange(new Round()))).isTrue();
        assertThat(round.matches(exchange(new Square()))).isFalse();
        assertThat(round.matches(exchange("Round"))).isFalse();
    }

    @Test
    void looksIntoSealedTypesBelow() {
        assertThat(language.createPredicate("Square").matches(exchange(new Square())))
                .isTrue();
        assertThat(language.knows("Angular")).isFalse();
    }

    @Test
    void anUnknownNameIsAnErrorAtOnce() {
        assertThatThrownBy(() -> language.createPredicate("Rounnd"))
                .hasMessageContaining("no outcome is called Rounnd")
                .hasMessageContaining("Round, Square");
    }

    @Test
    void isNoValue() {
        assertThatThrownBy(() -> language.createExpression("Round")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void twoOutcomesOfOneNameAreAMistake() {
        assertThatThrownBy(() -> new OutcomeLanguage(List.of(Shape.class, Other.class)))
                .hasMessageContaining("two outcomes are called Round");
    }

    private static Exchange exchange(Object body) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext(false));
        exchange.getMessage().setBody(body);
        return exchange;
    }
}
