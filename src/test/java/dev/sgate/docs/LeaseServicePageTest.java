package dev.sgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of the lease service lists each conformance case once, with tests that exist. */
class LeaseServicePageTest {
    private static final Page PAGE = Page.read("docs/lease-service.md");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT))\\.(\\w+)`");
    private static final Pattern CASE =
            Pattern.compile("^\\| (\\d+) \\|.*`\\w+(?:Test|IT)\\.\\w+` \\|$", Pattern.MULTILINE);

    @Test
    void everyCaseIsListedOnceWithATest() {
        assertThat(CASE.matcher(PAGE.text()).results().map(row -> Integer.parseInt(row.group(1))))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 28).boxed().toList());
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        List<String> sources = sources();
        TEST.matcher(PAGE.text())
                .results()
                .forEach(named -> assertThat(sources)
                        .as(named.group())
                        .anyMatch(source -> source.contains("class " + named.group(1) + " ")
                                && source.contains("void " + named.group(2) + "(")));
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Page.HOME.resolve("src/test/java"))) {
            return files.filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
                    .map(LeaseServicePageTest::read)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
