package dev.sgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A fence that starts and ends on one line shows its commands as prose: nobody can copy them. */
class FencesTest {
    @Test
    void everyFenceHasALineOfItsOwn() throws IOException {
        for (Path page : pages()) {
            assertThat(Files.readAllLines(page))
                    .as(page.toString())
                    .noneMatch(line -> line.strip().matches("```.+```"));
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> below = Files.walk(Path.of("docs"))) {
            List<Path> pages =
                    below.filter(path -> path.toString().endsWith(".md")).toList();
            assertThat(pages).isNotEmpty();
            return pages;
        }
    }
}
