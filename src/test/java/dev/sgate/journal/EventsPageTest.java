package dev.sgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/events.md} names each type once, and no other. */
class EventsPageTest {
    private static final Pattern HEADING = Pattern.compile("(?m)^### `([a-z-]+)`$");
    private static final Pattern WORD = Pattern.compile("`([a-z-]+)`");

    @Test
    void namesEachTypeOnce() throws IOException {
        String page = Files.readString(Path.of("docs", "events.md"));
        int notYet = page.indexOf("## Types that are named and not written yet");
        assertThat(notYet).isPositive();

        List<String> named = Stream.concat(
                        words(HEADING, page.substring(0, notYet)), words(WORD, page.substring(notYet)))
                .toList();

        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(EventType.values()).map(EventType::word).toList());
    }

    private static Stream<String> words(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
    }
}
