package dev.sgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.RefusalCode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The manual has one page for each refusal code, and each says what a person needs. */
class RefusalPagesTest {
    private static final String FOLDER = "docs/refusals";
    private static final Page INDEX = Page.read(FOLDER + "/README.md");
    private static final int LINES_MAX = 36;
    private static final int SHORT_PARAGRAPH = 80;
    private static final List<String> CODES =
            Arrays.stream(RefusalCode.values()).map(RefusalCode::word).toList();

    private static List<Page> pages() {
        return Page.below(FOLDER).stream()
                .filter(page -> !page.file().equals(INDEX.file()))
                .toList();
    }

    @Test
    void eachCodeHasExactlyOnePage() {
        assertThat(pages()).extracting(Page::stem).containsExactlyInAnyOrderElementsOf(CODES);
    }

    @Test
    void eachPageHasItsCodeAsTitleAndTheFourHeadings() {
        assertThat(pages())
                .allSatisfy(page -> assertThat(page.headings())
                        .containsSubsequence(
                                page.stem(), "What it means", "What still works", "At the kiosk", "Site IT"));
    }

    @Test
    void noSectionIsEmptyAndNoPageIsLong() {
        assertThat(pages()).allSatisfy(page -> {
            assertThat(page.headings().stream().skip(1))
                    .allSatisfy(heading -> assertThat(page.section(heading)).isNotBlank());
            assertThat(page.text().lines()).hasSizeLessThanOrEqualTo(LINES_MAX);
        });
    }

    @Test
    void theIndexListsEachCodeOnceAndLinksToItsPage() {
        assertThat(INDEX.links().stream().filter(link -> !link.startsWith("..")))
                .containsExactlyInAnyOrderElementsOf(
                        CODES.stream().map(code -> code + ".md").toList());
    }

    @Test
    void noTwoPagesSayTheSame() {
        Map<String, Page> seen = new HashMap<>();
        for (Page page : pages()) {
            for (String paragraph : paragraphs(page)) {
                assertThat(seen.put(paragraph, page)).as(paragraph).isNull();
            }
        }
    }

    private static List<String> paragraphs(Page page) {
        return Arrays.stream(page.text().split("\n\n", -1))
                .skip(2) // the title, and whom the page is for
                .filter(paragraph -> paragraph.length() > SHORT_PARAGRAPH)
                .toList();
    }
}
