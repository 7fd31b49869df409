package dev.sgate.vendor.report;

import dev.sgate.vendor.reconcile.LicenseSeats;
import dev.sgate.vendor.seats.Overload;
import dev.sgate.vendor.seats.SeatStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Seats over time as an inline SVG: a stepped line of how many devices held one, a dashed line of how many there were, and a shade
 * where there were too few. At most {@value #COLUMNS} steps are drawn; of what falls together the highest is.
 */
final class SeatChart {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 260;
    private static final int LEFT = 46;
    private static final int RIGHT = 14;
    private static final int TOP = 14;
    private static final int BOTTOM = 34;
    private static final int COLUMNS = 600;

    private final LicenseSeats license;
    private final List<SeatStep> steps;
    private final TimeAxis time;
    private final long highest;
    private final String id;

    /** @param number tells the charts of a page apart */
    SeatChart(LicenseSeats license, Instant now, int number) {
        this.license = license;
        List<SeatStep> all = license.history().steps().stream()
                .filter(step -> !step.at().isAfter(now))
                .toList();
        Instant from = all.isEmpty() ? now : all.getFirst().at();
        this.time = new TimeAxis(from, now, LEFT, WIDTH - LEFT - RIGHT);
        this.steps = drawn(all);
        this.highest = Math.max(
                1,
                all.stream()
                        .mapToLong(step -> Math.max(step.devices(), step.seats()))
                        .max()
                        .orElse(1));
        this.id = "chart-" + number;
    }

    /** No more steps than columns: those of one column become one, with its most devices. */
    private List<SeatStep> drawn(List<SeatStep> all) {
        List<SeatStep> drawn = new ArrayList<>();
        for (SeatStep step : all) {
            boolean together = !drawn.isEmpty() && column(step) == column(drawn.getLast()) && all.size() > COLUMNS;
            if (together) {
                SeatStep before = drawn.removeLast();
                drawn.add(new SeatStep(before.at(), Math.max(before.devices(), step.devices()), step.seats()));
            } else {
                drawn.add(step);
            }
        }
        return drawn;
    }

    private long column(SeatStep step) {
        return Math.round(time.x(step.at()) * COLUMNS / WIDTH);
    }

    Html svg() {
        Html svg = new Html();
        svg.add("<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\" aria-labelledby=\"" + id + "-t " + id
                + "-d\">");
        svg.add("<title id=\"" + id + "-t\">Seats over time, license %s</title>", license.licenseId());
        svg.add("<desc id=\"" + id + "-d\">%s</desc>", description());
        license.history().overloads().forEach(over -> shade(svg, over));
        seatMarks(svg);
        timeMarks(svg);
        if (!steps.isEmpty()) {
            svg.add("<path class=\"limit\" d=\"" + path(true) + "\"/>");
            svg.add("<path class=\"held\" d=\"" + path(false) + "\"/>");
        }
        return svg.add("</svg>");
    }

    /** What the picture shows, for whoever does not see it. */
    String description() {
        if (steps.isEmpty()) {
            return "No journal tells of a seat yet.";
        }
        int most = steps.stream().mapToInt(SeatStep::devices).max().orElse(0);
        long overloads = license.history().overloadCount();
        return "From " + time.label(time.from()) + " to " + time.label(time.to()) + " at most " + most
                + " devices held a seat at one moment; " + steps.getLast().devices() + " of "
                + steps.getLast().seats() + " seats are held at the end. "
                + (overloads == 0
                        ? "There were never more devices than seats."
                        : "Times with more devices than seats: " + overloads + ".");
    }

    private void shade(Html svg, Overload over) {
        double from = time.x(over.from());
        double width = Math.max(2, time.x(over.until()) - from);
        svg.add(rectangle(from, TOP, width, HEIGHT - TOP - BOTTOM));
    }

    private static String rectangle(double x, double y, double width, double height) {
        return String.format(
                Locale.ROOT,
                "<rect class=\"over\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                x,
                y,
                width,
                height);
    }

    private void seatMarks(Html svg) {
        long step = Math.max(1, (highest + 3) / 4);
        for (long seats = 0; seats <= highest; seats += step) {
            svg.add(line(LEFT, y(seats), WIDTH - RIGHT, y(seats)));
            svg.add(label(LEFT - 8, y(seats) + 4, "end", String.valueOf(seats)));
        }
    }

    private void timeMarks(Html svg) {
        List<Instant> marks = time.marks();
        for (Instant mark : marks) {
            String anchor = mark.equals(marks.getFirst()) ? "start" : mark.equals(marks.getLast()) ? "end" : "middle";
            svg.add(label(time.x(mark), HEIGHT - 10, anchor, time.label(mark)));
        }
    }

    private static String line(double x1, double y1, double x2, double y2) {
        return String.format(
                Locale.ROOT, "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", x1, y1, x2, y2);
    }

    private static String label(double x, double y, String anchor, String text) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                x,
                y,
                anchor,
                Html.escape(text));
    }

    private double y(long count) {
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - (double) count / highest);
    }

    private String path(boolean limit) {
        StringBuilder path = new StringBuilder();
        for (SeatStep step : steps) {
            double x = time.x(step.at());
            double y = y(limit ? step.seats() : step.devices());
            path.append(String.format(Locale.ROOT, path.isEmpty() ? "M%.1f %.1f" : "H%.1fV%.1f", x, y));
        }
        return path.append(String.format(Locale.ROOT, "H%.1f", time.x(time.to())))
                .toString();
    }
}
