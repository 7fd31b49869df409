package dev.sgate.license.time;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A {@link TimeState} as text, the same in the ledger and in the file beside it: one member a line, its name, a space, its value.
 * Times are ISO 8601 in UTC; a time with its boot is followed by the milliseconds since boot and the boot's id, if there is one.
 */
public final class TimeText {
    private static final Pattern BOOT_ID = Pattern.compile("[0-9a-f-]{0,64}");

    private TimeText() {}

    /** The text of this state; ends with a line feed. */
    public static String write(TimeState state) {
        return "mark " + state.mark()
                + "\nissued-at " + state.issuedAt()
                + "\nseen " + state.seen()
                + "\ntrusted " + write(state.trusted())
                + "\nread " + write(state.read())
                + "\nadded-seconds " + state.addedSeconds()
                + "\nstepped-back-seconds " + state.steppedBackSeconds()
                + "\nwidest-tolerance-seconds " + state.widestToleranceSeconds()
                + "\n";
    }

    /** Empty for anything that {@link #write} does not write. */
    public static Optional<TimeState> read(String text) {
        Map<String, String> members = new HashMap<>();
        for (String line : text.split("\n", -1)) {
            int space = line.indexOf(' ');
            if (space > 0) {
                members.put(line.substring(0, space), line.substring(space + 1));
            }
        }
        try {
            TimeState state = state(members);
            return write(state).equals(text) ? Optional.of(state) : Optional.empty();
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException notOurs) {
            return Optional.empty();
        }
    }

    private static TimeState state(Map<String, String> members) {
        return new TimeState(
                Instant.parse(get(members, "issued-at")),
                Instant.parse(get(members, "seen")),
                point(get(members, "trusted")),
                point(get(members, "read")),
                number(members, "added-seconds"),
                number(members, "stepped-back-seconds"),
                number(members, "widest-tolerance-seconds"));
    }

    private static String write(TimePoint point) {
        return point.time() + " " + point.sinceBoot().toMillis() + " " + point.bootId();
    }

    private static TimePoint point(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 3 || !BOOT_ID.matcher(parts[2]).matches()) {
            throw new IllegalArgumentException(text);
        }
        return new TimePoint(Instant.parse(parts[0]), parts[2], Duration.ofMillis(Long.parseLong(parts[1])));
    }

    private static String get(Map<String, String> members, String name) {
        return members.getOrDefault(name, "");
    }

    private static long number(Map<String, String> members, String name) {
        long number = Long.parseLong(get(members, name));
        if (number < 0) {
            throw new IllegalArgumentException(name);
        }
        return number;
    }
}
