package dev.sgate.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class OwnFileTest {
    private static final String NAME = "journal-20260101.sgsync";

    @TempDir
    Path temp;

    private Path stick;

    @BeforeEach
    void makeStick() throws IOException {
        stick = Files.createDirectory(temp.resolve("stick"));
    }

    private OwnFile own() {
        return new OwnFile(new TopFolder(stick), () -> HeldFolder.open(stick), stick, NAME);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(stick)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void writesWholeAndLeavesNothingElse() throws IOException {
        assertThat(own().write(out -> out.write("first".getBytes(UTF_8)))).isEqualTo(Verdict.accepted(NAME));
        assertThat(own().write(out -> out.write("second".getBytes(UTF_8)))).isEqualTo(Verdict.accepted(NAME));

        assertThat(stick.resolve(NAME)).hasContent("second");
        assertThat(own().read().orElseThrow().readAllBytes()).asString(UTF_8).isEqualTo("second");
        assertThat(names()).containsExactly(NAME);
    }

    @Test
    void aFailureHalfWayKeepsWhatWasThere() throws IOException {
        own().write(out -> out.write("first".getBytes(UTF_8)));

        assertThatThrownBy(() -> own().write(out -> {
                    out.write(new byte[600_000]);
                    throw new IOException("the journal cannot be read");
                }))
                .hasMessage("the journal cannot be read");

        assertThat(stick.resolve(NAME)).hasContent("first");
        assertThat(names()).containsExactly(NAME);
    }

    @ParameterizedTest
    @CsvSource({
        "symbolic link, ln -s ../victim NAME",
        "symbolic link, ln -s nowhere NAME",
        "folder, mkdir NAME",
        "special file, mkfifo NAME",
        "hard link, ln ../victim NAME"
    })
    void refusesWhatStandsInItsNamesPlace(String found, String script) throws IOException {
        Path victim = Files.writeString(temp.resolve("victim"), "precious");
        LoopVolume.run("sh", "-c", "cd \"$1\" && " + script.replace("NAME", NAME), "sh", stick.toString());

        Verdict<String> verdict = own().write(out -> out.write("ours".getBytes(UTF_8)));

        assertThat(verdict)
                .isEqualTo(Verdict.refused(
                        Refusal.of(RefusalCode.UNSAFE_MOUNT, "file", NAME).and("found", found)));
        assertThat(victim).hasContent("precious");
        assertThat(names()).containsExactly(NAME);
        assertThat(own().read()).isEmpty();
    }

    @Test
    void removesItsTemporariesOfAnEarlierPullAndNothingElse() throws IOException {
        Files.writeString(stick.resolve(".sgate-0123456789abcdef.tmp"), "half");
        Files.createSymbolicLink(stick.resolve(".sgate-00.tmp"), temp.resolve("victim"));
        Files.writeString(stick.resolve(".sgate-notes.tmp"), "somebody's");

        own().write(out -> out.write("ours".getBytes(UTF_8)));

        assertThat(names()).containsExactly(".sgate-00.tmp", ".sgate-notes.tmp", NAME);
        assertThat(Files.isSymbolicLink(stick.resolve(".sgate-00.tmp"))).isTrue();
    }

    @Test
    void thereIsNothingToReadBeforeTheFirstWrite() throws IOException {
        assertThat(own().read()).isEmpty();
        assertThat(Files.exists(stick.resolve(NAME), LinkOption.NOFOLLOW_LINKS)).isFalse();
    }
}
