package dev.sgate.appliance.metrics;

import java.util.concurrent.atomic.LongAdder;

/** Counts that only rise, until the appliance starts again. */
final class Counter extends Family<LongAdder> {
    Counter(String name, String help, String... labels) {
        super(name, help, new Labels(labels));
    }

    @Override
    LongAdder begin() {
        return new LongAdder();
    }

    @Override
    String type() {
        return "counter";
    }

    @Override
    void tell(StringBuilder out, String[] values, LongAdder one) {
        line(out, "", labels().with(values), Long.toString(one.sum()));
    }
}
