package dev.sgate.license;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C20 to C26 */
class ContactWarningTest {
    @ParameterizedTest
    @CsvSource({
        "86400, none",
        "86399, notice",
        "43200, notice",
        "43199, important",
        "21600, important",
        "21599, urgent",
        "3600, urgent",
        "3599, critical",
        "0, critical"
    })
    void theBracketsAreTheSources(long secondsLeft, String word) {
        assertThat(ContactWarning.at(Duration.ofSeconds(secondsLeft))
                        .map(ContactWarning::word)
                        .orElse("none"))
                .isEqualTo(word);
    }

    @Test
    void theTextsRiseInUrgency() {
        assertThat(ContactWarning.NOTICE.text()).contains("soon").doesNotContain("IMPORTANT");
        assertThat(ContactWarning.IMPORTANT.text()).startsWith("IMPORTANT: ").contains("access");
        assertThat(ContactWarning.URGENT.text()).startsWith("URGENT: ").contains("stop working", "Save your work");
        assertThat(ContactWarning.CRITICAL.text()).startsWith("CRITICAL: ");
        assertThat(ContactWarning.EXPIRED).contains("expired", "connection", "renew");
        assertThat(ContactWarning.CRITICAL.threshold()).hasHours(1);
    }
}
