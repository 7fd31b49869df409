package dev.sgate.vendor.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A span of time along a number of pixels, and where it is labelled. */
record TimeAxis(Instant from, Instant to, double left, double width) {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final int LABELS = 5;

    TimeAxis {
        if (!to.isAfter(from)) {
            to = from.plusSeconds(1);
        }
    }

    double x(Instant at) {
        Instant within = at.isBefore(from) ? from : at.isAfter(to) ? to : at;
        return left + width * seconds(within) / seconds(to);
    }

    private double seconds(Instant at) {
        return Duration.between(from, at).toSeconds();
    }

    /** Moments at equal distances, both ends included. */
    List<Instant> marks() {
        List<Instant> marks = new ArrayList<>();
        long step = Duration.between(from, to).toSeconds() / (LABELS - 1);
        for (int i = 0; i < LABELS; i++) {
            marks.add(from.plusSeconds(i * step));
        }
        return marks;
    }

    String label(Instant at) {
        return (Duration.between(from, to).toDays() >= LABELS ? DAY : MINUTE).format(at);
    }
}
