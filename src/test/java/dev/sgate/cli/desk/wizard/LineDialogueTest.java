package dev.sgate.cli.desk.wizard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.vendor.mint.Situations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineDialogueTest {
    private final StringWriter shown = new StringWriter();

    private Optional<Answers> ask(Offer offer, String typed) throws IOException {
        return new LineDialogue(offer, new BufferedReader(new StringReader(typed)), new PrintWriter(shown)).ask();
    }

    @Test
    void emptyLinesTakeTheDefaults() throws IOException {
        assertThat(ask(Offers.withProgram(), "\n\n\n"))
                .contains(new Answers(20, Situations.NOW.plus(Duration.ofDays(30)), true));
    }

    @Test
    void aLinesNumberIsAWindow() throws IOException {
        assertThat(ask(Offers.withoutProgram(), "3\n2\n"))
                .contains(new Answers(3, Situations.NOW.plus(Duration.ofDays(7)), false));
        assertThat(shown.toString()).doesNotContain("3 of 3");
    }

    @Test
    void aBadAnswerIsRefusedAndAskedAgain() throws IOException {
        assertThat(ask(Offers.withProgram(), "many\n99\n5\n2026-07-01\n2026-06-30\nperhaps\nno\n"))
                .contains(new Answers(5, Instant.parse("2026-06-30T23:59:59Z"), false));
        assertThat(shown.toString())
                .contains("Refused: a number of devices, please", "Refused: a pool has 1 to 50 seats")
                .contains("Refused: Date exceeds license expiry", "Refused: yes or no, please");
    }

    @Test
    void theEndOfTheInputLeaves() throws IOException {
        assertThat(ask(Offers.withProgram(), "")).isEmpty();
        assertThat(ask(Offers.withProgram(), "5\n")).isEmpty();
        assertThat(ask(Offers.withProgram(), "5\n30d\n")).isEmpty();
    }
}
