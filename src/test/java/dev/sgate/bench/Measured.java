package dev.sgate.bench;

import java.util.Arrays;
import java.util.Locale;

/** Readings of one figure, in nanoseconds or another unit, and what to quote of them. */
record Measured(double[] readings) {
    double median() {
        double[] sorted = readings.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The smallest reading that so many of a hundred do not exceed. */
    double percentile(int hundredths) {
        double[] sorted = readings.clone();
        Arrays.sort(sorted);
        return sorted[Math.ceilDiv(sorted.length * hundredths, 100) - 1];
    }

    double least() {
        return Arrays.stream(readings).min().orElse(Double.NaN);
    }

    double most() {
        return Arrays.stream(readings).max().orElse(Double.NaN);
    }

    /** Median and range in milliseconds, for readings in nanoseconds; short ones with two places. */
    String millis() {
        String form = median() < 1e7 ? "%.2f ms (%.2f-%.2f)" : "%.0f ms (%.0f-%.0f)";
        return String.format(Locale.ROOT, form, median() / 1e6, least() / 1e6, most() / 1e6);
    }

    /** The medians' ratio. */
    double ratioTo(Measured limit) {
        return median() / limit.median();
    }
}
