package dev.sgate.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One Markdown page of the checkout.
 *
 * @param file relative to the checkout
 * @param text the whole page
 */
record Page(Path file, String text) {
    /** The checkout: Maven runs tests there. */
    static final Path HOME = Path.of("").toAbsolutePath();

    private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules");
    private static final Pattern FENCED =
            Pattern.compile("^```([^\\n]*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern HEADING = Pattern.compile("^#{1,6} (.+)$", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern INLINE_CODE = Pattern.compile("`([^`\\n]+)`");

    static Page read(String file) {
        return read(HOME.resolve(file));
    }

    private static Page read(Path file) {
        try {
            return new Page(HOME.relativize(file), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every page of the checkout, or of a folder in it. */
    static List<Page> below(String folder) {
        try (Stream<Path> files = Files.walk(HOME.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(Page::isOurs)
                    .sorted()
                    .map(Page::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOurs(Path file) {
        for (Path part : HOME.relativize(file)) {
            if (NOT_OURS.contains(part.toString())) {
                return false;
            }
        }
        return true;
    }

    /** The file's name without its ending. */
    String stem() {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - ".md".length());
    }

    /** The page without its samples. */
    String prose() {
        return FENCED.matcher(text).replaceAll("");
    }

    List<String> headings() {
        return groups(HEADING, prose());
    }

    /** What a link to a heading of this page says behind the {@code #}. */
    Set<String> anchors() {
        return headings().stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    /** The targets of all links, as written. */
    List<String> links() {
        return groups(LINK, INLINE_CODE.matcher(prose()).replaceAll(""));
    }

    /** What stands between single back quotes. */
    List<String> inlineCode() {
        return groups(INLINE_CODE, prose());
    }

    /** The fenced samples whose first line says exactly this, e.g. {@code json license.payload}. */
    List<String> samples(String label) {
        List<String> samples = new ArrayList<>();
        FENCED.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(label))
                .forEach(block -> samples.add(block.group(2)));
        return samples;
    }

    /** The first line under the title. */
    String firstLine() {
        return text.lines().skip(1).filter(line -> !line.isBlank()).findFirst().orElse("");
    }

    /** The text under a heading, up to the next one. */
    String section(String heading) {
        int start = text.indexOf("# " + heading + "\n");
        if (start < 0) {
            return "";
        }
        int body = start + heading.length() + 3;
        int end = text.indexOf("\n#", body);
        return end < 0 ? text.substring(body) : text.substring(body, end);
    }

    /** The first cell of each row of the page's tables, without back quotes. */
    static List<String> firstCells(String tables) {
        return tables.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();
    }

    private static List<String> groups(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
