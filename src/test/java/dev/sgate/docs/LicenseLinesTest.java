package dev.sgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.vendor.ledger.Plan;
import dev.sgate.vendor.mint.DeclineReason;
import dev.sgate.vendor.mint.Tier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command lines and the tables of docs/desk/licenses.md. */
class LicenseLinesTest {
    private static final Page PAGE = Page.read("docs/desk/licenses.md");

    @TempDir
    Path folder;

    @Test
    void everyLineIsDone() throws IOException {
        DeskLines lines = new DeskLines(folder);
        Files.createDirectory(folder.resolve("desk"));
        Files.writeString(folder.resolve("desk/press"), "#!/bin/sh\nexec sleep 60\n"); // the application
        for (String line : List.of(
                "sgate keygen --role root --id root-1 --out desk/root",
                "sgate keygen --role license --id license-1 --out desk/keys",
                "sgate keygen --role update --id update-1 --out desk/build",
                "sgate trust init --root desk/root/root-1.pub --license desk/keys/license-1.pub --update"
                        + " desk/build/update-1.pub --sign desk/root/root-1.pem --out desk/vendor.sgtrust")) {
            lines.run(line);
        }
        List<String> onThePage = DeskLines.of(PAGE, "sh desk");

        assertThat(onThePage).hasSizeGreaterThan(10);
        for (String line : onThePage) {
            lines.run(line);
        }
    }

    @Test
    void theWizardsLineIsDoneWithAnswersFromAFile() throws IOException {
        DeskLines lines = new DeskLines(folder);
        Files.createDirectories(folder.resolve("desk/keys"));
        Path answers = Files.writeString(folder.resolve("desk-answers"), "pool = 2\n");
        for (String line : List.of(
                "sgate keygen --role license --id license-1 --out desk/keys",
                "sgate keygen --role root --id root-1 --out desk",
                "sgate trust init --root desk/root-1.pub --license desk/keys/license-1.pub --update desk/keys/license-1.pub"
                        + " --sign desk/root-1.pem --out desk/vendor.sgtrust",
                "sgate tenant create Example --ledger desk/desk.db",
                "sgate app add press --ledger desk/desk.db",
                "sgate license create --customer Example --product press --ledger desk/desk.db")) {
            lines.run(line);
        }
        for (String line : DeskLines.of(PAGE, "sh wizard")) {
            lines.run(line + " --answers " + answers);
        }
        assertThat(folder.resolve("desk")).isDirectoryContaining("glob:**.sglic");
    }

    @Test
    void theTablesSayWhatTheCodeDoes() {
        List<String> rows = PAGE.text().lines().toList();
        for (Plan plan : Plan.values()) {
            assertThat(rows)
                    .anyMatch(row -> row.startsWith("| " + plan.word() + " | " + (plan.hasOffline() ? "yes" : "none")));
        }
        for (Tier tier : Tier.values()) {
            assertThat(rows)
                    .anyMatch(row -> row.startsWith("| " + tier.word() + " | ")
                            && row.replace(",", "").contains(String.valueOf(tier.seats()))
                            && row.contains("$" + tier.dollarsPerMonth() + " |"));
        }
        assertThat(Page.firstCells(PAGE.section("What the desk declines")))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(DeclineReason.values())
                        .map(DeclineReason::word)
                        .toList());
    }
}
