package dev.sgate.docs;

import dev.sgate.seal.RefusalCode;
import dev.sgate.station.LogEvent;
import dev.sgate.station.MessageId;
import dev.sgate.station.Sentences;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The catalogs of the system's journal, made of the manual: what {@code journalctl -x} says under a line is what the manual says. */
final class CatalogText {
    private static final Page CODES = Page.read("docs/refusals/README.md");
    private static final Page EVENTS = Page.read("docs/manual/log-lines.md");
    private static final String DOC = "file:///usr/share/doc/sgate/";
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\([^)\\s]+\\)");

    private CatalogText() {}

    static String english() {
        return "# Made of docs/refusals and docs/manual/log-lines.md; CatalogTest says how.\n\n"
                + Stream.concat(
                                Arrays.stream(RefusalCode.values()).map(CatalogText::english),
                                Arrays.stream(LogEvent.values()).map(CatalogText::english))
                        .collect(Collectors.joining("\n"));
    }

    /** The refusals alone: systemd takes the English text for what is not here. */
    static String german() {
        return "# Aus den Meldungen der Anlage gemacht; CatalogTest sagt, wie.\n\n"
                + Arrays.stream(RefusalCode.values()).map(CatalogText::german).collect(Collectors.joining("\n"));
    }

    private static String english(RefusalCode code) {
        Page page = Page.read("docs/refusals/" + code.word() + ".md");
        return entry(
                MessageId.of(code),
                code.word() + ": " + inOneLine(code),
                "refusals/" + code.word() + ".md",
                "What happened: " + plain(page.section("What it means")),
                "Still intact: " + plain(page.section("What still works")),
                "What to do: " + plain(page.section("Site IT")),
                "Visit @SGATE_VISIT@, file @SGATE_FILE@.");
    }

    /** As the list of all codes has it. */
    private static String inOneLine(RefusalCode code) {
        return CODES.text()
                .lines()
                .filter(line -> line.startsWith("| [" + code.word() + "]"))
                .map(line -> line.split("\\|", -1)[2].strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError(code));
    }

    private static String english(LogEvent event) {
        String[] parts = EVENTS.section(event.word()).strip().split("\n\n", -1);
        String[] whole = parts.length == 3 ? parts : new String[] {"", "", ""};
        return entry(
                MessageId.of(event),
                plain(whole[0]).replace('\n', ' ').replaceAll("\\.$", ""),
                "manual/log-lines.md",
                plain(whole[1]),
                plain(whole[2]));
    }

    private static String german(RefusalCode code) {
        Sentences german = Sentences.in("de");
        return entry(
                MessageId.of(code),
                code.word() + ": " + german.what(code).replaceAll("\\.$", ""),
                "refusals/" + code.word() + ".md",
                "Unberührt: Die laufende Anwendung und alles, was schon gilt.",
                "Was zu tun ist: " + german.whatToDo(code),
                "Besuch @SGATE_VISIT@, Datei @SGATE_FILE@.");
    }

    private static String entry(MessageId id, String subject, String page, String... paragraphs) {
        return "-- " + id.hex() + "\nSubject: " + subject + "\nDefined-By: SGate\nDocumentation: " + DOC + page + "\n\n"
                + String.join("\n\n", paragraphs) + "\n";
    }

    /** Without what only a page can show. An {@code @} would begin a field's name. */
    private static String plain(String markdown) {
        return LINK.matcher(markdown)
                .replaceAll("$1")
                .replace("**", "")
                .replace("`", "")
                .replaceAll("sgate-([a-z]+)@", "sgate-$1(at)")
                .strip();
    }
}
