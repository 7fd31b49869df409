package dev.sgate.cli.terminal;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A span of time on the command line: {@code 24h}, {@code 7d}. */
public final class DurationWord implements ITypeConverter<Duration> {
    private static final Pattern WORD = Pattern.compile("([0-9]{1,5})([hd])");

    @Override
    public Duration convert(String word) {
        Matcher span = WORD.matcher(word);
        if (!span.matches()) {
            throw new TypeConversionException("'" + word + "' is no span of time; write 24h or 7d");
        }
        long count = Long.parseLong(span.group(1));
        return span.group(2).equals("h") ? Duration.ofHours(count) : Duration.ofDays(count);
    }
}
