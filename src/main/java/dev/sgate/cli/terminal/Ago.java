package dev.sgate.cli.terminal;

import java.time.Duration;
import java.time.Instant;

/** How long ago something was, as people say it: {@code just now}, {@code 5 minutes ago} (S27). */
public final class Ago {
    private Ago() {}

    public static String of(Instant then, Instant now) {
        Duration gone = Duration.between(then, now);
        if (gone.toMinutes() < 1) {
            return "just now";
        }
        if (gone.toHours() < 1) {
            return count(gone.toMinutes(), "minute");
        }
        return gone.toDays() < 1 ? count(gone.toHours(), "hour") : count(gone.toDays(), "day");
    }

    private static String count(long units, String unit) {
        return units + " " + unit + (units == 1 ? " ago" : "s ago");
    }
}
