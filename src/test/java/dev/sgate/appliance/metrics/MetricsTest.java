package dev.sgate.appliance.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.station.Meter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final Metrics metrics = new Metrics();

    @Test
    void nothingIsKnownButTheTwoSeriesWithoutATier() {
        assertThat(samples())
                .allMatch(line -> line.startsWith("clock_skew_seconds")
                        || line.startsWith("signature_verification_latency_seconds"));
        assertThat(samples()).allMatch(line -> line.endsWith(" 0"));
    }

    /** C103, C104. */
    @Test
    void aSeatTakenIsCountedAndTimed() {
        metrics.seatTaken("Pro", Duration.ofMillis(700));
        metrics.seatTaken("pro", Duration.ofSeconds(11));
        assertThat(samples())
                .contains(
                        "license_acquired_total{tier=\"pro\"} 2",
                        "license_acquisition_latency_seconds_bucket{tier=\"pro\",le=\"0.1\"} 0",
                        "license_acquisition_latency_seconds_bucket{tier=\"pro\",le=\"0.5\"} 0",
                        "license_acquisition_latency_seconds_bucket{tier=\"pro\",le=\"1\"} 1",
                        "license_acquisition_latency_seconds_bucket{tier=\"pro\",le=\"2\"} 1",
                        "license_acquisition_latency_seconds_bucket{tier=\"pro\",le=\"5\"} 1",
                        "license_acquisition_latency_seconds_bucket{tier=\"pro\",le=\"10\"} 1",
                        "license_acquisition_latency_seconds_bucket{tier=\"pro\",le=\"+Inf\"} 2",
                        "license_acquisition_latency_seconds_sum{tier=\"pro\"} 11.7",
                        "license_acquisition_latency_seconds_count{tier=\"pro\"} 2");
    }

    /** C105. */
    @Test
    void aCheckIsCountedByItsResult() {
        metrics.checked("pro", Meter.Check.SUCCESS);
        metrics.checked("pro", Meter.Check.TAMPERED);
        metrics.checked("pro", Meter.Check.TAMPERED);
        assertThat(samples())
                .contains(
                        "offline_validation_total{tier=\"pro\",result=\"success\"} 1",
                        "offline_validation_total{tier=\"pro\",result=\"expired\"} 0",
                        "offline_validation_total{tier=\"pro\",result=\"tampered\"} 2");
    }

    /** C106: a bound belongs to its own bucket, and what is over counts as nothing left. */
    @Test
    void graceIsToldInHours() {
        metrics.graceLeft("pro", Duration.ofHours(6));
        metrics.graceLeft("pro", Duration.ofHours(-3));
        assertThat(samples())
                .contains(
                        "offline_grace_remaining_hours_bucket{tier=\"pro\",le=\"1\"} 1",
                        "offline_grace_remaining_hours_bucket{tier=\"pro\",le=\"6\"} 2",
                        "offline_grace_remaining_hours_sum{tier=\"pro\"} 6");
        assertThat(bounds("offline_grace_remaining_hours"))
                .containsExactly("1", "6", "12", "24", "48", "72", "168", "+Inf");
    }

    /** C107. */
    @Test
    void aWarningIsCountedByItsThreshold() {
        List.of(24, 12, 6, 1).forEach(hours -> metrics.graceWarning("pro", hours));
        metrics.graceWarning("pro", 1);
        assertThat(samples())
                .contains(
                        "grace_expiration_warnings_total{tier=\"pro\",threshold=\"24h\"} 1",
                        "grace_expiration_warnings_total{tier=\"pro\",threshold=\"12h\"} 1",
                        "grace_expiration_warnings_total{tier=\"pro\",threshold=\"6h\"} 1",
                        "grace_expiration_warnings_total{tier=\"pro\",threshold=\"1h\"} 2");
        assertThatThrownBy(() -> metrics.graceWarning("pro", 2)).isInstanceOf(IllegalArgumentException.class);
    }

    /** C108, C109. */
    @Test
    void aClockThatIsOffIsToldInEitherDirection() {
        metrics.clockCompared(Duration.ofSeconds(-301));
        metrics.clockSkewed("pro");
        metrics.clockCompared(Duration.ZERO);
        assertThat(samples())
                .contains(
                        "clock_skew_detected_total{tier=\"pro\"} 1",
                        "clock_skew_seconds_bucket{le=\"0\"} 1",
                        "clock_skew_seconds_bucket{le=\"300\"} 1",
                        "clock_skew_seconds_bucket{le=\"900\"} 2",
                        "clock_skew_seconds_sum 301",
                        "clock_skew_seconds_count 2");
        assertThat(bounds("clock_skew_seconds")).containsExactly("0", "60", "300", "900", "3600", "86400", "+Inf");
    }

    /** C110. */
    @Test
    void aVerificationIsTimed() {
        metrics.signatureVerified(Duration.ofNanos(250_000));
        assertThat(samples())
                .contains(
                        "signature_verification_latency_seconds_bucket{le=\"0.001\"} 1",
                        "signature_verification_latency_seconds_sum 2.5E-4");
        assertThat(bounds("signature_verification_latency_seconds"))
                .containsExactly("0.001", "0.005", "0.01", "0.05", "0.1", "+Inf");
    }

    @Test
    void aTierBeginsAtZeroEverywhere() {
        metrics.know("Starter");
        assertThat(samples().stream().filter(line -> line.contains("tier=\"starter\"")))
                .hasSize(1 + 9 + 3 + 10 + 4 + 1)
                .allMatch(line -> line.endsWith(" 0"));
    }

    /** A strange bundle cannot fill a server with series, nor break a line. */
    @Test
    void strangeAndTooManyTiersShareOneWord() {
        metrics.know("x\"} 1\nlicense_acquired_total{tier=\"y");
        IntStream.range(0, 100).forEach(i -> metrics.know("tier-" + i));
        metrics.know(Meter.NO_TIER);
        List<String> tiers = samples().stream()
                .filter(line -> line.startsWith("license_acquired_total{"))
                .toList();
        assertThat(tiers)
                .hasSize(Tiers.MOST + 1)
                .contains("license_acquired_total{tier=\"other\"} 0", "license_acquired_total{tier=\"none\"} 0");
    }

    private List<String> bounds(String name) {
        return samples().stream()
                .filter(line -> line.startsWith(name + "_bucket"))
                .map(line -> line.replaceAll(".*le=\"([^\"]+)\".*", "$1"))
                .toList();
    }

    private List<String> samples() {
        return new String(metrics.exposition(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }
}
