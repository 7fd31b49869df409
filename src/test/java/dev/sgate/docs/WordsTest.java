package dev.sgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.journal.EventType;
import dev.sgate.seal.RefusalCode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manual uses the words that the product uses, and no others that look like them. */
class WordsTest {
    private static final Pattern HYPHENATED = Pattern.compile("[a-z]+(-[a-z]+)+");

    /** Hyphenated words that are neither a refusal code nor an event: license states, outcomes, verbs, tools. */
    private static final Set<String> OTHERS = Set.of(
            "needs-refresh",
            "clock-distrusted",
            "already-applied",
            "rolled-back",
            "safe-to-unplug",
            "not-released",
            "import-sync",
            "collect-telemetry",
            "machine-id",
            "license-a"); // a TEST KEY of the samples

    /** Who a page may be for; the first line names at least one of them. */
    private static final Pattern READERS =
            Pattern.compile("For .*(kiosk|site IT|vendor|engineers|developers|integrators|everybody|whoever).*");

    private static final Set<String> KNOWN = Stream.of(
                    Arrays.stream(RefusalCode.values()).map(RefusalCode::word),
                    Arrays.stream(EventType.values()).map(EventType::word),
                    OTHERS.stream())
            .flatMap(words -> words)
            .collect(Collectors.toSet());

    /** The pages whose words are checked: all of the manual but the decisions, which speak of other things, too. */
    private static List<Page> manual() {
        return Page.below("docs").stream()
                .filter(page -> !page.file().startsWith("docs/adr"))
                .toList();
    }

    @Test
    void eachHyphenatedWordInQuotesIsOneOfTheProducts() {
        assertThat(manual())
                .allSatisfy(page -> assertThat(page.inlineCode())
                        .filteredOn(word -> HYPHENATED.matcher(word).matches())
                        .isSubsetOf(KNOWN));
    }

    @Test
    void eachPageSaysFirstWhomItIsFor() {
        assertThat(manual()).allSatisfy(page -> assertThat(page.firstLine()).matches(READERS));
    }

    @Test
    void linesAreShortEnoughToRead() {
        assertThat(manual())
                .allSatisfy(page -> assertThat(page.prose().lines())
                        .filteredOn(line -> !line.startsWith("|"))
                        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(130)));
    }
}
