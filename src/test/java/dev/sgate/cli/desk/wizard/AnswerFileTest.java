package dev.sgate.cli.desk.wizard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.mint.Situations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerFileTest {
    @TempDir
    Path folder;

    private Answers answers(String text) throws IOException {
        return AnswerFile.read(Files.writeString(folder.resolve("answers"), text))
                .about(Offers.withProgram());
    }

    @Test
    void whatIsLeftOutHasItsDefault() throws IOException {
        assertThat(answers("")).isEqualTo(new Answers(20, Situations.NOW.plus(Duration.ofDays(30)), true));
    }

    @Test
    void answersAreReadAndLeftToTheRules() throws IOException {
        assertThat(answers("pool = 99\nvalid-until = 2030-01-01\n# a remark\ninclude-program = no\n"))
                .isEqualTo(new Answers(99, Instant.parse("2030-01-01T23:59:59Z"), false));
    }

    @Test
    void whatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> answers("pool = many"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("many");
        assertThatThrownBy(() -> answers("valid-until = soon"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("soon");
        assertThatThrownBy(() -> answers("colour = red"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("colour");
    }
}
