package dev.sgate.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTimeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-01-01T00:00:00Z",
                "1969-12-31T23:59:59Z",
                "1970-01-01T00:00:00Z",
                "2028-02-29T09:05:01Z",
                "9999-12-31T23:59:59Z"
            })
    void isReadAndWrittenAsTheJdkDoes(String text) {
        assertThat(WireTime.find(text)).contains(Instant.parse(text));
        assertThat(WireTime.text(Instant.parse(text))).isEqualTo(text);
    }

    @Test
    void anyTimeOfFourDigitYearsIsWrittenAsTheJdkDoes() {
        long first = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
        long last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
        new Random(1).longs(1_000, first, last).mapToObj(Instant::ofEpochSecond).forEach(time -> {
            assertThat(WireTime.text(time)).isEqualTo(time.toString());
            assertThat(WireTime.find(time.toString())).contains(time);
        });
    }

    @Test
    void partsOfASecondAreLeftOut() {
        assertThat(WireTime.text(Instant.parse("2026-01-01T00:00:00.999Z"))).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(WireTime.text(Instant.parse("1969-12-31T23:59:59.999Z"))).isEqualTo("1969-12-31T23:59:59Z");
    }

    /** A lease may end behind the last year of four digits; a time before the first is nobody's, and does not break anything. */
    @Test
    void otherYearsAreWrittenToo() {
        Instant later = Instant.parse("9999-12-31T00:00:00Z").plusSeconds(7 * 86_400);
        assertThat(Instant.parse(WireTime.text(later))).isEqualTo(later);
        assertThat(WireTime.text(Instant.parse("-0001-01-01T00:00:00Z"))).isEqualTo("-0001-01-01T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-01-01T00:00:00",
                "2026-01-01T00:00:00.0Z",
                "2026-02-29T00:00:00Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T23:59:60Z",
                "+026-01-01T00:00:00Z",
                "2026-01-01 00:00:00Z",
                "2026-01-01T00:00:00z",
                "\u0662026-01-01T00:00:00Z"
            })
    void anythingElseIsNoTime(String text) {
        assertThat(WireTime.find(text)).isEmpty();
    }
}
