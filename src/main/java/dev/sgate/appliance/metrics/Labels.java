package dev.sgate.appliance.metrics;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The label names of one family and the text for one series of it.
 *
 * @param names in the order in which values are given
 */
record Labels(String... names) {
    /** E.g. {@code {tier="pro",result="success"}}; the empty text without labels. */
    String with(String... values) {
        if (values.length != names.length) {
            throw new IllegalArgumentException(names.length + " labels, but " + values.length + " values");
        }
        return braces(pairs(values));
    }

    /** As {@link #with}, with a histogram's bound as the last label. */
    String withBound(String bound, String... values) {
        return braces(Stream.concat(pairs(values), Stream.of("le=\"" + bound + '"')));
    }

    private Stream<String> pairs(String... values) {
        return IntStream.range(0, names.length).mapToObj(i -> names[i] + "=\"" + escape(values[i]) + '"');
    }

    private static String braces(Stream<String> pairs) {
        String inside = pairs.collect(Collectors.joining(","));
        return inside.isEmpty() ? "" : '{' + inside + '}';
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
