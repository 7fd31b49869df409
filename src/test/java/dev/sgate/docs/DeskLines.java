package dev.sgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs command lines of a page, one after the other, with the page's {@code desk/} folder in one of our own. {@code $LICENSE} is the
 * license that was made last.
 */
final class DeskLines {
    private static final Pattern LICENSE = Pattern.compile("^license ([0-9a-f-]{36})$", Pattern.MULTILINE);

    private final Path folder;
    private String license = "";

    DeskLines(Path folder) {
        this.folder = folder;
    }

    static List<String> of(Page page, String label) {
        return page.samples(label).stream()
                .flatMap(String::lines)
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** Runs a line that must do its work. */
    void run(String line) throws IOException {
        String[] words = line.split(" +", -1);
        if (words[0].equals("mkdir")) {
            Files.createDirectory(folder.resolve(words[1]));
            return;
        }
        assertThat(words[0]).isIn("sgate", "./sgate");
        CommandRun run = CommandRun.sgate(Arrays.stream(words)
                .skip(1)
                .map(word -> word.startsWith("desk") ? folder.resolve(word).toString() : word)
                .map(word -> word.equals("$LICENSE") ? license : word)
                .toArray());
        assertThat(run.status()).as(line + "\n" + run.out() + run.err()).isZero();
        Matcher made = LICENSE.matcher(run.out());
        if (made.find()) {
            license = made.group(1);
        }
    }
}
