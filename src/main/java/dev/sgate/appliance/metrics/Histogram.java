package dev.sgate.appliance.metrics;

import java.util.Arrays;

/** How often a value fell under each bound. */
final class Histogram extends Family<Histogram.Buckets> {
    private final double[] bounds;

    /** @param bounds rising; the one for everything is added */
    Histogram(String name, String help, double[] bounds, String... labels) {
        super(name, help, new Labels(labels));
        this.bounds = bounds.clone();
    }

    /** One series: how many values fell into each bucket, and their sum. A reader sees sum and counts of the same moment. */
    static final class Buckets {
        private final double[] bounds;
        private final long[] counts;
        private double sum;

        private Buckets(double[] bounds) {
            this.bounds = bounds;
            this.counts = new long[bounds.length + 1];
        }

        synchronized void observe(double value) {
            int bucket = Arrays.binarySearch(bounds, value);
            counts[bucket < 0 ? -bucket - 1 : bucket]++;
            sum += value;
        }

        private synchronized Standing standing() {
            return new Standing(counts.clone(), sum);
        }
    }

    private record Standing(long[] counts, double sum) {}

    @Override
    Buckets begin() {
        return new Buckets(bounds);
    }

    @Override
    String type() {
        return "histogram";
    }

    @Override
    void tell(StringBuilder out, String[] values, Buckets one) {
        Standing standing = one.standing();
        long below = 0;
        for (int i = 0; i <= bounds.length; i++) {
            below += standing.counts()[i];
            String bound = i < bounds.length ? number(bounds[i]) : "+Inf";
            line(out, "_bucket", labels().withBound(bound, values), Long.toString(below));
        }
        line(out, "_sum", labels().with(values), number(standing.sum()));
        line(out, "_count", labels().with(values), Long.toString(below));
    }
}
