package dev.sgate.cli.terminal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time on the command line: {@code 2026-03-01T12:00:00Z}, or {@code 2026-03-01}, which means the last second of that day in UTC. */
public final class TimeWord implements ITypeConverter<Instant> {
    private static final LocalTime LAST_SECOND = LocalTime.of(23, 59, 59);

    @Override
    public Instant convert(String word) {
        try {
            return word.indexOf('T') < 0
                    ? LocalDate.parse(word).atTime(LAST_SECOND).toInstant(ZoneOffset.UTC)
                    : Instant.parse(word).truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeException notATime) {
            throw new TypeConversionException("'" + word + "' is no time; write 2026-03-01T12:00:00Z or 2026-03-01");
        }
    }
}
