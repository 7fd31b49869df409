package dev.sgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.RefusalCode;
import dev.sgate.station.LogEvent;
import dev.sgate.station.MessageId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code systemd/sgate.catalog} explains each line that the appliance can write, in the words of the manual. After a change of the pages
 * {@code mvn test -Dtest=CatalogTest -Dcatalog.write=true} makes the files anew.
 */
class CatalogTest {
    private static final Pattern ID = Pattern.compile("(?m)^-- ([0-9a-f]{32})$");
    private static final Pattern EXPLAINED = Pattern.compile("(?ms)^\u2591\u2591 Subject: .*?^(?=\u2591\u2591 Visit )");
    private static final Pattern FIELD = Pattern.compile("@([^@\\s]*)@?");

    @TempDir
    Path root;

    @Test
    void theManualHasOneEntryForEachEvent() {
        assertThat(Page.read("docs/manual/log-lines.md").headings().stream().filter(heading -> !heading.contains(" ")))
                .containsExactlyElementsOf(
                        Arrays.stream(LogEvent.values()).map(LogEvent::word).toList());
        for (LogEvent event : LogEvent.values()) {
            assertThat(Page.read("docs/manual/log-lines.md")
                            .section(event.word())
                            .strip()
                            .split("\n\n", -1))
                    .as(event.word())
                    .hasSize(3)
                    .satisfies(parts -> {
                        assertThat(parts[1]).startsWith("**Still intact:** ");
                        assertThat(parts[2]).startsWith("**What to do:** ");
                    });
        }
    }

    @Test
    void eachCodeAndEachEventHasOneEntryAndThereAreNoOthers() throws IOException {
        List<String> ids = Stream.concat(
                        Arrays.stream(RefusalCode.values()).map(MessageId::of),
                        Arrays.stream(LogEvent.values()).map(MessageId::of))
                .map(MessageId::hex)
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids("systemd/sgate.catalog")).containsExactlyElementsOf(ids);
        assertThat(ids("systemd/sgate.de.catalog"))
                .containsExactlyElementsOf(ids.subList(0, RefusalCode.values().length));
    }

    private static List<String> ids(String file) throws IOException {
        return ID.matcher(Files.readString(Path.of(file)))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void theCatalogSaysWhatTheManualSays() throws IOException {
        isWritten("systemd/sgate.catalog", CatalogText.english());
        isWritten("systemd/sgate.de.catalog", CatalogText.german());
    }

    private static void isWritten(String file, String text) throws IOException {
        if (Boolean.getBoolean("catalog.write")) {
            Files.writeString(Path.of(file), text);
        }
        assertThat(Files.readString(Path.of(file))).isEqualTo(text);
        assertThat(FIELD.matcher(text).results().map(found -> found.group(1)))
                .as("whatever stands between two @ is taken for a field")
                .isSubsetOf("SGATE_VISIT", "SGATE_FILE");
    }

    /** What a real journal showed, by docs/manual/journal-x.sh, is what the catalog says today, from the subject to what to do. */
    @Test
    void theExamplesAreOfThisCatalog() throws IOException {
        String english = CatalogText.english();
        List<String> examples = EXPLAINED
                .matcher(Files.readString(Path.of("docs/manual/journal-x.txt")))
                .results()
                .map(found -> found.group().replaceAll("(?m)^\u2591\u2591 ", ""))
                .toList();
        assertThat(examples)
                .hasSize(5)
                .doesNotHaveDuplicates()
                .allSatisfy(example -> assertThat(example).contains("What to do: "))
                .allSatisfy(example -> assertThat(english).contains(example));
    }

    /** The real compiler of catalogs takes it, and gives an entry back. */
    @Test
    void systemdReadsIt() throws Exception {
        Path folder = Files.createDirectories(root.resolve("usr/lib/systemd/catalog"));
        Files.createDirectories(root.resolve("var/lib/systemd/catalog"));
        for (String name : List.of("sgate.catalog", "sgate.de.catalog")) {
            Files.copy(Path.of("systemd", name), folder.resolve(name));
        }
        assertThat(journalctl("--update-catalog")).isEmpty();
        assertThat(journalctl("--list-catalog").lines())
                .hasSize(RefusalCode.values().length + LogEvent.values().length)
                .allMatch(line -> line.contains(" SGate: "));
        assertThat(journalctl(
                        "--dump-catalog",
                        MessageId.of(RefusalCode.BAD_SIGNATURE).hex()))
                .contains("Subject: bad-signature: the signature does not fit the content")
                .contains("What happened: ", "Still intact: ", "What to do: ");
    }

    private String journalctl(String... words) throws IOException, InterruptedException {
        List<String> line = Stream.concat(Stream.of("journalctl", "--root=" + root), Stream.of(words))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Path said = root.resolve("said.txt");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return Files.readString(said);
    }
}
