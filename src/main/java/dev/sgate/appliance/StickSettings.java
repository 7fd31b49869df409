package dev.sgate.appliance;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The settings about sticks.
 *
 * @param patience how long a stick may take to answer, and a write without a byte that is taken, before its visit is given up
 *     ({@code stalled})
 */
public record StickSettings(Duration patience) {
    private static final String PATIENCE = "sticks.patienceSeconds";

    /** 16 MiB, the most that is written at once, on a stick that writes 200 kB/s, and half as long again. */
    private static final Duration GENEROUS = Duration.ofMinutes(2);

    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,3}");

    /** Name to text of each setting, in the order of the manual. */
    static final Map<String, String> DEFAULTS = Map.of(PATIENCE, Long.toString(GENEROUS.toSeconds()));

    /** Reads them, the defaults for what is not given. */
    static StickSettings of(Map<String, String> given) throws BadSetting {
        String text = given.getOrDefault(PATIENCE, DEFAULTS.getOrDefault(PATIENCE, ""));
        if (!SECONDS.matcher(text).matches()) {
            throw new BadSetting(PATIENCE, "must be a number of seconds from 1 to 9999, not " + text);
        }
        return new StickSettings(Duration.ofSeconds(Long.parseLong(text)));
    }
}
