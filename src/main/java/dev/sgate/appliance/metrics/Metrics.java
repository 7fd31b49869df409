package dev.sgate.appliance.metrics;

import dev.sgate.station.Meter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The eight metrics of C103 to C110, since this daemon started. Safe for use by many threads. {@code docs/metrics.md} says what each
 * means.
 */
public final class Metrics implements Meter {
    /** The {@code Content-Type} of {@link #exposition}. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String TIER = "tier";
    private static final List<Integer> WARNING_HOURS = List.of(24, 12, 6, 1);
    private static final double SECONDS_PER_HOUR = 3600;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Counter acquired =
            new Counter("license_acquired_total", "Seats taken that were not held before.", TIER);
    private final Histogram acquisition = new Histogram(
            "license_acquisition_latency_seconds",
            "Time to take a seat, from the request to the durable record.",
            new double[] {0.1, 0.5, 1, 2, 5, 10},
            TIER);
    private final Counter validations =
            new Counter("offline_validation_total", "Offline checks of a license, lease or cache.", TIER, "result");
    private final Histogram grace = new Histogram(
            "offline_grace_remaining_hours",
            "Hours left of a grant when it was checked.",
            new double[] {1, 6, 12, 24, 48, 72, 168},
            TIER);
    private final Counter warnings =
            new Counter("grace_expiration_warnings_total", "Warnings given that a grant runs out.", TIER, "threshold");
    private final Counter skews = new Counter(
            "clock_skew_detected_total", "Comparisons that found the clock more than 300 s off the time server.", TIER);
    private final Histogram skew = new Histogram(
            "clock_skew_seconds",
            "How far the clock stood off the time server, in either direction.",
            new double[] {0, 60, 300, 900, 3600, 86400});
    private final Histogram verification = new Histogram(
            "signature_verification_latency_seconds",
            "Time to verify the signatures of one envelope, lease or cache.",
            new double[] {0.001, 0.005, 0.010, 0.050, 0.100});

    private final List<Family<?>> all =
            List.of(acquired, acquisition, validations, grace, warnings, skews, skew, verification);
    private final Tiers tiers = new Tiers(this::begin);

    public Metrics() {
        skew.series();
        verification.series();
    }

    /** All series of a tier stand at zero from its first mention on, so that a first increase is seen as one. */
    private void begin(String tier) {
        acquired.series(tier);
        acquisition.series(tier);
        for (Check result : Check.values()) {
            validations.series(tier, word(result));
        }
        grace.series(tier);
        WARNING_HOURS.forEach(hours -> warnings.series(tier, hours + "h"));
        skews.series(tier);
    }

    /** Names a tier before anything happened to it, e.g. that of a license held at the start. */
    public void know(String tier) {
        tiers.label(tier);
    }

    /** What stands on {@code GET /metrics} and in the textfile: UTF-8, lines ended by a line feed. */
    public byte[] exposition() {
        StringBuilder out = new StringBuilder();
        all.forEach(family -> family.tell(out));
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void seatTaken(String tier, Duration took) {
        String label = tiers.label(tier);
        acquired.series(label).increment();
        acquisition.series(label).observe(seconds(took));
    }

    @Override
    public void checked(String tier, Check result) {
        validations.series(tiers.label(tier), word(result)).increment();
    }

    @Override
    public void graceLeft(String tier, Duration left) {
        grace.series(tiers.label(tier)).observe(Math.max(0, seconds(left) / SECONDS_PER_HOUR));
    }

    @Override
    public void graceWarning(String tier, int hours) {
        if (!WARNING_HOURS.contains(hours)) {
            throw new IllegalArgumentException("there is no warning at " + hours + " h");
        }
        warnings.series(tiers.label(tier), hours + "h").increment();
    }

    @Override
    public void clockCompared(Duration off) {
        skew.series().observe(Math.abs(seconds(off)));
    }

    @Override
    public void clockSkewed(String tier) {
        skews.series(tiers.label(tier)).increment();
    }

    @Override
    public void signatureVerified(Duration took) {
        verification.series().observe(seconds(took));
    }

    private static String word(Check result) {
        return result.name().toLowerCase(Locale.ROOT);
    }

    private static double seconds(Duration time) {
        return time.getSeconds() + time.getNano() / NANOS_PER_SECOND;
    }
}
