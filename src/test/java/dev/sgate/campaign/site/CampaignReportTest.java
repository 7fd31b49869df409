package dev.sgate.campaign.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignReportTest {
    @TempDir
    Path folder;

    @Test
    void runsStandOneByOneAndHitsAddUp() throws IOException {
        Path file = folder.resolve("reports/report.md");
        CampaignReport report = new CampaignReport(file, "# Title\n\nWhat it is.");

        report.add(1_500, 7, 0, Map.of("probation", 900L, "idle", 600L));
        report.add(20, 8, 1, Map.of("probation", 15L, "committed", 5L));

        String text = Files.readString(file);
        assertThat(text).startsWith("# Title\n\nWhat it is.\n\n| day |");
        assertThat(text.lines().filter(line -> line.startsWith("| 2"))).hasSize(2);
        assertThat(text)
                .contains("| 1,500 | 7 | 0 |", "| 20 | 8 | 1 |")
                .contains("| committed | 5 |", "| idle | 600 |", "| probation | 915 |")
                .doesNotContain("| probation | 900 |");
    }
}
