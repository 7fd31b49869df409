package dev.sgate.appliance;

import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * One step of a route: takes the body, calls one class, and puts what it hands on into the body. A step that hands on something
 * its catalog entry does not list would fall through the branches of a route, so that is an error at once.
 */
record StepProcessor(String name, Set<Class<?>> outcomes, Call call) implements Processor {
    /** What a step does with a body. */
    @FunctionalInterface
    interface Call {
        /** What is handed on; the body itself if it stays as it is. */
        Object apply(Object body, Exchange exchange) throws Exception;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Object body = exchange.getMessage().getBody();
        Object result = call.apply(body == null ? NOTHING : body, exchange);
        if (!outcomes.isEmpty()
                && outcomes.stream().noneMatch(outcome -> outcome.isInstance(result))
                && !(result instanceof Iterable<?>)) {
            throw new IllegalStateException(
                    "step " + name + " handed on " + result.getClass().getSimpleName());
        }
        exchange.getMessage().setBody(result);
    }

    /** Stands in for an absent body. */
    static final Object NOTHING = new Object() {
        @Override
        public String toString() {
            return "nothing";
        }
    };
}
