package dev.sgate.license;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantWarningsTest {
    private static final Instant ISSUED = Instant.parse("2026-03-01T00:00:00Z");

    /** Looks each minute, and remembers. */
    private static List<String> overALease(Duration grant) {
        List<String> told = new ArrayList<>();
        Optional<ContactWarning> given = Optional.empty();
        Instant end = ISSUED.plus(grant);
        for (Instant now = ISSUED; now.isBefore(end.plusSeconds(7200)); now = now.plusSeconds(60)) {
            Optional<ContactWarning> due = GrantWarnings.due(ISSUED, end, now, given);
            if (due.isPresent()) {
                told.add(due.get().word() + " " + Duration.between(now, end).toMinutes());
                given = due;
            }
        }
        return told;
    }

    @ParameterizedTest
    @CsvSource({
        "72, notice 1439;important 719;urgent 359;critical 59",
        "25, notice 1439;important 719;urgent 359;critical 59",
        "24, important 719;urgent 359;critical 59",
        "12, urgent 359;critical 59",
        "6, critical 59",
    })
    void eachOncePerGrantAndNoneForAGrantThatIsItselfShorterOrEqual(long hours, String told) {
        assertThat(overALease(Duration.ofHours(hours))).containsExactly(told.split(";"));
    }

    @Test
    void anHourNeedsNoWarning() {
        assertThat(overALease(Duration.ofHours(1))).isEmpty();
    }

    @Test
    void oneThatWasMissedIsNotMadeUpFor() {
        Instant end = ISSUED.plus(Duration.ofDays(3));
        Instant late = end.minus(Duration.ofMinutes(30));
        assertThat(GrantWarnings.due(ISSUED, end, late, Optional.empty())).contains(ContactWarning.CRITICAL);
        assertThat(GrantWarnings.due(ISSUED, end, late, Optional.of(ContactWarning.CRITICAL)))
                .isEmpty();
        assertThat(GrantWarnings.due(ISSUED, end, end.minus(Duration.ofDays(1)), Optional.empty()))
                .as("exactly 24 h are left")
                .isEmpty();
    }
}
