package dev.sgate.station;

import dev.sgate.seal.Payloads;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** Writes a point in time for people: the local time, then the same in UTC (BEHAVIOUR 3). */
final class ReceiptTimes {
    private final ZoneId zone;
    private final DateTimeFormatter local;

    ReceiptTimes(ZoneId zone, Locale locale) {
        this.zone = zone;
        this.local = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
                .withLocale(locale)
                .withZone(zone);
    }

    String both(Instant time) {
        return local(time) + " (" + zone + "; UTC " + Payloads.time(time) + ")";
    }

    /** With plain spaces: some languages put special ones between time and AM or PM. */
    String local(Instant time) {
        return local.format(time).replaceAll("\\p{Z}", " ");
    }
}
