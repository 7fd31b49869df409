package dev.sgate.license;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person is told when an application has been without contact for so long that little time is left (C20 to C26). In rising
 * urgency.
 */
public enum ContactWarning {
    NOTICE(24, "Less than a day of offline use is left. Please connect to the license service soon."),
    IMPORTANT(12, "IMPORTANT: less than 12 hours of offline use are left. Connect, to keep your access."),
    URGENT(6, "URGENT: in less than 6 hours the application will stop working. Save your work and connect."),
    CRITICAL(1, "CRITICAL: less than an hour is left. Save your work and connect at once.");

    /** What is said once no time is left (C25). */
    public static final String EXPIRED = "The license has expired. A connection is required to renew it.";

    private final long hours;
    private final String text;

    ContactWarning(long hours, String text) {
        this.hours = hours;
        this.text = text;
    }

    /** It is given when less than this is left. */
    public Duration threshold() {
        return Duration.ofHours(hours);
    }

    /** The sentence for the person at the screen. */
    public String text() {
        return text;
    }

    /** The word in answers, events and metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The most urgent warning that this much time left calls for; none from 24 hours on. */
    public static Optional<ContactWarning> at(Duration left) {
        return Arrays.stream(values())
                .filter(warning -> left.compareTo(warning.threshold()) < 0)
                .max(Comparator.naturalOrder());
    }
}
