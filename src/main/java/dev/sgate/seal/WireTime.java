package dev.sgate.seal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Times as files write them, {@code YYYY-MM-DDTHH:MM:SSZ} and nothing else (FORMATS, "JSON"). Read and written by hand: each event
 * of a journal has some, and the JDK's formatter takes ten times as long.
 */
public final class WireTime {
    private static final String FORM = "dddd-dd-ddTdd:dd:ddZ";
    private static final int YEAR_MAX = 9999; // what four digits hold

    private static final DateTimeFormatter OTHER_YEARS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private WireTime() {}

    /** The time that the text says; empty where it has another form, or no calendar has such a time. */
    public static Optional<Instant> find(String text) {
        if (!isOfTheForm(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 5, 7),
                            number(text, 8, 10),
                            number(text, 11, 13),
                            number(text, 14, 16),
                            number(text, 17, 19))
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException noSuchTime) {
            return Optional.empty();
        }
    }

    private static boolean isOfTheForm(String text) {
        if (text.length() != FORM.length()) {
            return false;
        }
        for (int i = 0; i < FORM.length(); i++) {
            char wanted = FORM.charAt(i);
            char found = text.charAt(i);
            if (wanted == 'd' ? found < '0' || found > '9' : found != wanted) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    /** The time in whole seconds. Years that have no four digits, which no file has, are written as the JDK does. */
    public static String text(Instant time) {
        LocalDateTime parts = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
        if (parts.getYear() < 0 || parts.getYear() > YEAR_MAX) {
            return OTHER_YEARS.format(time);
        }
        char[] text = FORM.toCharArray();
        put(text, 0, parts.getYear() / 100);
        put(text, 2, parts.getYear() % 100);
        put(text, 5, parts.getMonthValue());
        put(text, 8, parts.getDayOfMonth());
        put(text, 11, parts.getHour());
        put(text, 14, parts.getMinute());
        put(text, 17, parts.getSecond());
        return new String(text);
    }

    private static void put(char[] text, int at, int twoDigits) {
        text[at] = (char) ('0' + twoDigits / 10);
        text[at + 1] = (char) ('0' + twoDigits % 10);
    }
}
