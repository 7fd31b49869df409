package dev.sgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.cli.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command lines of docs/desk.md work, one after the other, in a folder of their own. */
class DeskLinesTest {
    @TempDir
    Path folder;

    @Test
    void everyLineIsDone() throws Exception {
        Files.createDirectory(folder.resolve("desk"));
        Files.writeString(folder.resolve("desk/press"), "#!/bin/sh\nexec sleep 60\n"); // the application
        Path back = Files.createDirectory(folder.resolve("desk/back"));
        Files.write(back.resolve("journal-20260301.sgsync"), FormatSamples.file("journal"));
        List<String> lines = Page.read("docs/desk.md").samples("sh desk").stream()
                .flatMap(String::lines)
                .filter(line -> !line.isBlank())
                .toList();

        assertThat(lines).hasSizeGreaterThan(4).allSatisfy(line -> {
            CommandRun run = run(line);
            assertThat(run.status()).as(run.out() + run.err()).isZero();
        });
    }

    /** Runs a line with its {@code desk/} folder in ours. */
    private CommandRun run(String line) {
        String[] words = line.split(" +", -1);
        assertThat(words[0]).isEqualTo("sgate");
        return CommandRun.sgate(Arrays.stream(words)
                .skip(1)
                .map(word -> word.startsWith("desk/") ? folder.resolve(word).toString() : word)
                .toArray());
    }
}
