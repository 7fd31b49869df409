package dev.sgate.cli.desk.wizard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.cli.desk.wizard.Key.Named;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares what the wizard shows with the files in {@code docs/wizard}. With {@code -Dsgate.wizard.write=true} it writes them.
 */
class ScreensPagesTest {
    private static final Path PAGES = Path.of("docs", "wizard");
    private static final boolean WRITE = Boolean.getBoolean("sgate.wizard.write");
    private static final int WIDTH = 80;

    private static Map<String, List<String>> screens() throws IOException {
        Form begin = Form.begin(new Questions(Offers.withProgram()));
        Form date = begin.press(Named.ENTER);
        Form typed = date;
        for (String letter : "2026-07-01".split("", -1)) {
            typed = letter.isEmpty() ? typed : typed.press(new Key.Typed(letter.charAt(0)));
        }
        Map<String, List<String>> screens = new LinkedHashMap<>();
        screens.put("1-pool", Screen.of(begin));
        screens.put("1-pool-too-large", Screen.of(begin.press(Named.UP)));
        screens.put("2-valid-until", Screen.of(date));
        screens.put("2-valid-until-while-typing", Screen.of(typed));
        screens.put("2-valid-until-refused", Screen.of(typed.press(Named.ENTER)));
        screens.put("3-program", Screen.of(date.press(Named.ENTER)));
        screens.put("plain", plain("\n2026-07-01\n45\nno\n"));
        return screens;
    }

    /** The whole dialogue on a terminal without arrow keys; what was typed is written behind each prompt. */
    private static List<String> plain(String typed) throws IOException {
        StringWriter out = new StringWriter();
        BufferedReader echoing = new BufferedReader(new StringReader(typed)) {
            @Override
            public String readLine() throws IOException {
                String line = super.readLine();
                out.append(line).append('\n');
                return line;
            }
        };
        assertThat(new LineDialogue(Offers.withProgram(), echoing, new PrintWriter(out)).ask())
                .isPresent();
        return out.toString().lines().toList();
    }

    @TestFactory
    Stream<DynamicTest> eachScreenIsAsThePagesSay() throws IOException {
        return screens().entrySet().stream()
                .map(screen -> DynamicTest.dynamicTest(
                        screen.getKey(), () -> isAsThePageSays(screen.getKey(), screen.getValue())));
    }

    private static void isAsThePageSays(String name, List<String> lines) throws IOException {
        String text = String.join("\n", lines).stripTrailing() + "\n";
        Path page = PAGES.resolve(name + ".txt");
        if (WRITE) {
            Files.createDirectories(PAGES);
            Files.writeString(page, text);
        }
        assertThat(page).hasContent(text);
        assertThat(lines).allMatch(line -> line.length() <= WIDTH, "fits " + WIDTH + " columns");
    }

    @Test
    void noPageIsLeftOver() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString().replace(".txt", "")))
                    .containsExactlyInAnyOrderElementsOf(screens().keySet());
        }
    }
}
