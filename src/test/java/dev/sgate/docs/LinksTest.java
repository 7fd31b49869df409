package dev.sgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every relative link in a page of the checkout leads to a file that is there, and to a heading that is there. */
class LinksTest {
    @TestFactory
    Stream<DynamicTest> everyRelativeLinkLeadsSomewhere() {
        return Page.below("").stream()
                .map(page -> DynamicTest.dynamicTest(
                        page.toString(), () -> assertThat(brokenLinks(page)).isEmpty()));
    }

    @Test
    void aLinkThatLeadsNowhereIsSeen() {
        Page page = new Page(
                Path.of("docs/x.md"),
                "# X\n[a](gone.md) [b](glossary.md#no-such-heading) [c](#x) [d](glossary.md) [e](https://example.com)");

        assertThat(brokenLinks(page)).containsExactly("gone.md", "glossary.md#no-such-heading");
    }

    private static List<String> brokenLinks(Page page) {
        return page.links().stream()
                .filter(link -> !link.contains(":"))
                .filter(link -> !leadsSomewhere(page, link))
                .toList();
    }

    private static boolean leadsSomewhere(Page page, String link) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target =
                file.isEmpty() ? page.file() : page.file().resolveSibling(file).normalize();
        if (!file.isEmpty() && !Files.exists(Page.HOME.resolve(target))) {
            return false;
        }
        return hash < 0 || anchorsOf(page, file, target).anyMatch(link.substring(hash + 1)::equals);
    }

    private static Stream<String> anchorsOf(Page page, String file, Path target) {
        return (file.isEmpty() ? page : Page.read(target.toString())).anchors().stream();
    }
}
