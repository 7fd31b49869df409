package dev.sgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.release.CrashLoopRule;
import dev.sgate.release.InstallPhase;
import dev.sgate.release.InstallPhase.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/installs.md} shows the very machine that the code goes by. */
class InstallsPageTest {
    private static final Page PAGE = Page.read("docs/installs.md");
    private static final Pattern TRANSITION = Pattern.compile("(?m)^\\| `(\\w+)` \\| `(\\w+)` \\| `(\\w+)` \\|");

    @Test
    void eachTransitionOfTheCodeIsOnThePageAndNoOther() {
        List<String> coded = new ArrayList<>();
        for (InstallPhase phase : InstallPhase.values()) {
            for (Event event : Event.values()) {
                phase.after(event).ifPresent(next -> coded.add(phase + " " + event + " " + next));
            }
        }
        List<String> written = TRANSITION
                .matcher(PAGE.section("Transitions"))
                .results()
                .map((MatchResult row) -> row.group(1) + " " + row.group(2) + " " + row.group(3))
                .toList();

        assertThat(written).containsExactlyInAnyOrderElementsOf(coded);
    }

    @Test
    void eachEventLeadsSomewhere() {
        assertThat(Event.values())
                .allMatch(event -> Arrays.stream(InstallPhase.values())
                        .anyMatch(phase -> phase.after(event).isPresent()));
    }

    @Test
    void theLimitsOfACrashLoopAreThoseOfTheCode() {
        CrashLoopRule rule = CrashLoopRule.DEFAULT;
        assertThat(PAGE.section("After the commit"))
                .contains(
                        "| a short run | less than " + rule.shortRun().toSeconds() + " s |",
                        "| short runs in a row | " + rule.shortRuns() + " |",
                        "| first pause | " + rule.firstPause().toSeconds() + " s |",
                        "| longest pause | " + rule.longestPause().toSeconds() + " s |");
    }

    @Test
    void eachStateIsExplainedAndSaysWhatAPowerCutDoes() {
        List<String> phases =
                Arrays.stream(InstallPhase.values()).map(InstallPhase::name).toList();
        assertThat(Page.firstCells(PAGE.section("States"))).containsExactlyElementsOf(phases);
        assertThat(Page.firstCells(PAGE.section("What a power cut leaves behind")))
                .containsExactlyElementsOf(phases);
    }

    @Test
    void aStateInWhichTheInstallGoesOnIsTheOneThatAPowerCutMatters() {
        for (InstallPhase phase : InstallPhase.values()) {
            String row = PAGE.section("States")
                    .lines()
                    .filter(line -> line.startsWith("| `" + phase + "`"))
                    .findFirst()
                    .orElseThrow();
            assertThat(row).contains(phase.isFinal() ? "| has ended |" : "| goes on |");
            assertThat(phase.afterPowerCut().isFinal() || phase.afterPowerCut() == phase)
                    .isTrue();
        }
    }
}
