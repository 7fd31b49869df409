package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.cli.terminal.ExitCode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MainTest {
    @Test
    void helpNamesEveryVerbInItsGroup() {
        CommandRun help = sgate("--help");

        assertThat(help.status()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).contains("stick", "Example", "Exit status", Verb.Group.DESK.heading());
        assertThat(Arrays.stream(Verb.values()).map(verb -> "\n  " + verb.word() + " "))
                .allSatisfy(line -> assertThat(help.out()).contains(line));
    }

    @ParameterizedTest
    @EnumSource(Verb.class)
    void everyVerbExplainsItself(Verb verb) {
        CommandRun help = sgate(verb.word(), "--help");

        assertThat(help.status()).isZero();
        assertThat(help.out()).startsWith("Usage: sgate " + verb.word());
        assertThat(help.err()).isEmpty();
    }

    @Test
    void versionIsOneLine() {
        assertThat(sgate("--version").out().lines()).singleElement().asString().startsWith("sgate ");
    }

    @Test
    void aWrongWordIsUsageAndLeavesTheAnswerEmpty() {
        for (CommandRun run :
                new CommandRun[] {sgate(), sgate("kegen"), sgate("keygen", "--no-such"), sgate("keygen")}) {
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).startsWith("sgate: ").doesNotContain("Exception", "\tat ");
        }
    }

    @Test
    void theWorstOfSeveralOutcomesWins() {
        assertThat(ExitCode.DONE.worst(ExitCode.REFUSED)).isEqualTo(ExitCode.REFUSED);
        assertThat(ExitCode.REFUSED.worst(ExitCode.DEGRADED)).isEqualTo(ExitCode.REFUSED);
        assertThat(ExitCode.INTERNAL.worst(ExitCode.REFUSED)).isEqualTo(ExitCode.INTERNAL);
    }
}
