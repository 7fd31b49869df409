package dev.sgate.station;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.station.ClockComparison.Skew;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClockComparisonTest {
    private final TestSite site = new TestSite();
    private final Map<String, Instant> says = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();

    private Skew compare(String... servers) throws InterruptedException {
        TimeServer asking = server -> {
            asked.add(server);
            return Optional.ofNullable(says.get(server));
        };
        return new ClockComparison(List.of(servers), Duration.ofMinutes(5), asking, site.time, pauses::add).compare();
    }

    @Test
    void upToTheThresholdAllIsWell() throws Exception {
        says.put("one", site.now.minusSeconds(300));
        assertThat(compare("one")).isEqualTo(new Skew(false, "the clock agrees with one", Optional.of(300L)));
        says.put("one", site.now.plusSeconds(300));
        assertThat(compare("one").detected()).isFalse();
    }

    @Test
    void beyondItTheClockMayBeWrong() throws Exception {
        says.put("one", site.now.plusSeconds(301));
        Skew skew = compare("one");

        assertThat(skew.detected()).isTrue();
        assertThat(skew.skewSeconds()).contains(-301L);
        assertThat(skew.message()).contains("may be wrong", "301 s behind one", "may affect validation");
        assertThat(site.remembered.latest().mark())
                .as("nothing is taken from it")
                .isEqualTo(Instant.EPOCH);
    }

    @Test
    void eachServerIsAskedThreeTimesInOrder() throws Exception {
        says.put("two", site.now);
        assertThat(compare("one", "two").detected()).isFalse();

        assertThat(asked).containsExactly("one", "one", "one", "two");
        assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
    }

    @Test
    void whereAllFailNothingIsDetected() throws Exception {
        assertThat(compare("one", "two"))
                .isEqualTo(new Skew(false, "no time server answers: offline or blocked", Optional.empty()));
        assertThat(compare().skewSeconds()).isEmpty();
    }
}
