package dev.sgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An empty folder, the README's lines, and a license bundle that verifies (S12). */
class ReadmeLinesTest {
    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void theFirstBundleTakesLessThanTwoMinutes() throws IOException {
        List<String> onThePage = DeskLines.of(Page.read("README.md"), "sh desk");
        assertThat(onThePage).hasSizeBetween(4, 10);
        Instant begin = Instant.now();
        DeskLines lines = new DeskLines(folder);
        for (String line : onThePage) {
            lines.run(line);
        }
        assertThat(Duration.between(begin, Instant.now())).isLessThan(TWO_MINUTES);
        assertThat(folder.resolve("desk/first.sglic")).isNotEmptyFile();
        assertThat(onThePage.getLast()).startsWith("./sgate verify desk/first.sglic");
    }
}
