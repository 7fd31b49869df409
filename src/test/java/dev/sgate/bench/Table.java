package dev.sgate.bench;

import java.io.PrintStream;
import java.util.Locale;

/** The table that the bench prints: a line a figure. */
final class Table {
    private final PrintStream out;
    private boolean allWithin = true;

    Table(PrintStream out) {
        this.out = out;
        out.printf(
                Locale.ROOT,
                "%-46s %-22s %-34s %8s %8s%n",
                "figure",
                "measured",
                "limit in the same run",
                "ratio",
                "at most");
    }

    void ratio(String figure, Measured ours, String limitName, Measured limit, double atMost) {
        double ratio = ours.ratioTo(limit);
        row(
                figure,
                ours.millis(),
                limitName + " " + limit.millis(),
                String.format(Locale.ROOT, "%.2f", ratio),
                String.format(Locale.ROOT, "%.1f", atMost),
                ratio <= atMost);
    }

    void reported(String figure, Measured ours, String limitName, Measured limit) {
        row(
                figure,
                ours.millis(),
                limitName + " " + limit.millis(),
                String.format(Locale.ROOT, "%.2f", ours.ratioTo(limit)),
                "-",
                true);
    }

    void absolute(String figure, String measured, String atMost, boolean within) {
        row(figure, measured, "", "", atMost, within);
    }

    /** With something that stands beside it and is no limit of a ratio. */
    void beside(String figure, String measured, String other, String atMost, boolean within) {
        row(figure, measured, other, "", atMost, within);
    }

    private void row(String figure, String measured, String limit, String ratio, String atMost, boolean within) {
        out.printf(
                Locale.ROOT,
                "%-46s %-22s %-34s %8s %8s%s%n",
                figure,
                measured,
                limit,
                ratio,
                atMost,
                within ? "" : "  over");
        allWithin &= within;
    }

    boolean allWithin() {
        return allWithin;
    }
}
