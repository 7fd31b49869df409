package dev.sgate.appliance;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.support.LanguageSupport;

/**
 * The only language a route branches by: {@code <language language="outcome">Opened</language>} holds when the body is an {@code
 * Opened}. The name is looked up when the route is made, so that a typo stops the start.
 */
final class OutcomeLanguage extends LanguageSupport {
    /** What Camel finds it under in the registry. */
    static final String BEAN_NAME = "outcome-language";

    static final String NAME = "outcome";

    private final Map<String, Class<?>> outcomes = new TreeMap<>();

    /** Knows the permitted subclasses of these sealed types by their simple names. */
    OutcomeLanguage(List<Class<?>> sealedTypes) {
        sealedTypes.stream().flatMap(OutcomeLanguage::concrete).forEach(this::add);
    }

    private static Stream<Class<?>> concrete(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(OutcomeLanguage::concrete)
                : Stream.of(type);
    }

    private void add(Class<?> outcome) {
        Class<?> other = outcomes.putIfAbsent(outcome.getSimpleName(), outcome);
        if (other != null) {
            throw new IllegalArgumentException("two outcomes are called " + outcome.getSimpleName());
        }
    }

    /** Whether there is an outcome of this name. */
    boolean knows(String name) {
        return outcomes.containsKey(name);
    }

    @Override
    public Predicate createPredicate(String expression) {
        Class<?> outcome = outcomes.get(expression.strip());
        if (outcome == null) {
            throw new IllegalArgumentException(
                    "no outcome is called " + expression.strip() + "; there are " + outcomes.keySet());
        }
        return new IsA(outcome);
    }

    @Override
    public Expression createExpression(String expression) {
        throw new IllegalArgumentException("an outcome is a yes or a no, not a value: " + expression);
    }

    private record IsA(Class<?> outcome) implements Predicate {
        @Override
        public boolean matches(Exchange exchange) {
            return outcome.isInstance(exchange.getMessage().getBody());
        }

        @Override
        public String toString() {
            return outcome.getSimpleName();
        }
    }
}
