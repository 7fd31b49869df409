package dev.sgate.appliance.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * All series of one name. A series that was named once is told from then on, beginning with zero. Safe for use by many threads.
 *
 * @param <S> what one series holds
 */
abstract class Family<S> {
    private final String name;
    private final String help;
    private final Labels labels;
    private final Map<List<String>, S> series = new ConcurrentSkipListMap<>(Family::compare);

    Family(String name, String help, Labels labels) {
        this.name = name;
        this.help = help;
        this.labels = labels;
    }

    /** The series with these label values; made at its first naming. */
    final S series(String... values) {
        return series.computeIfAbsent(List.of(values), first -> begin());
    }

    /** Appends the family's lines, ended by a line feed each. */
    final void tell(StringBuilder out) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type()).append('\n');
        series.forEach((values, one) -> tell(out, values.toArray(String[]::new), one));
    }

    abstract S begin();

    abstract String type();

    abstract void tell(StringBuilder out, String[] values, S one);

    final Labels labels() {
        return labels;
    }

    final void line(StringBuilder out, String suffix, String labelled, String value) {
        out.append(name)
                .append(suffix)
                .append(labelled)
                .append(' ')
                .append(value)
                .append('\n');
    }

    /** Whole numbers are written without a fraction, as {@code promtool} and people read them. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static int compare(List<String> one, List<String> other) {
        for (int i = 0; i < one.size(); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
