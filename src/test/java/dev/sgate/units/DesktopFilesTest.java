package dev.sgate.units;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Linux desktop reads about our files (S34), judged by the desktop's own programs. */
class DesktopFilesTest {
    private static final Path FILES = Path.of("systemd").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void theDesktopHasNothingToSay() throws Exception {
        Tool judged = Tool.run(folder, "desktop-file-validate", List.of(FILES + "/sgate.desktop"));
        assertThat(judged).isEqualTo(new Tool(0, ""));
    }

    @Test
    void eachEndingLeadsToATypeAndTheTypesToTheVerb() throws Exception {
        Path packages = Files.createDirectories(folder.resolve("mime/packages"));
        Files.copy(FILES.resolve("sgate.xml"), packages.resolve("sgate.xml"));
        Tool made = Tool.run(
                folder, "update-mime-database", List.of(folder.resolve("mime").toString()));
        assertThat(made.status()).as(made.output()).isZero();
        assertThat(Files.readString(folder.resolve("mime/globs")))
                .contains("application/vnd.sgate.license:*.sglic", "application/vnd.sgate.update:*.sgupd")
                .contains("application/vnd.sgate.trust:*.sgtrust", "application/vnd.sgate.journal:*.sgsync");
        List<String> desktop = Files.readAllLines(FILES.resolve("sgate.desktop"));
        assertThat(desktop).contains("Exec=sgate open --stay %F");
        String types = desktop.stream()
                .filter(line -> line.startsWith("MimeType="))
                .findFirst()
                .orElseThrow()
                .substring("MimeType=".length());
        String globs = Files.readString(folder.resolve("mime/globs"));
        assertThat(Arrays.stream(types.split(";", 0))).hasSize(3).allMatch(type -> globs.contains(type + ":"));
    }

    @Test
    void theBannerLetsNothingThroughThatMovesTheCursor() throws Exception {
        Files.writeString(folder.resolve("banner.txt"), "Gerät\n\033[31mrot\007\nSafe to unplug\n");
        Tool shown = banner();
        assertThat(shown.status()).isZero();
        assertThat(shown.output())
                .startsWith("\033[2J\033[H\033[0m")
                .contains("    Gerät\n", "    [31mrot\n", "    Safe to unplug\n");
        assertThat(shown.output().substring(12)).doesNotContain("\033", "\007");
    }

    /** The next sentence comes right after this one was read: whoever reads it here puts the next one there, and its mark. */
    @Test
    void aSentenceThatComesWhileTheOneBeforeIsShownIsMarkedAfterwards() throws Exception {
        Path text = Files.writeString(folder.resolve("banner.txt"), "First\n");
        Path mark = Files.createFile(folder.resolve("banner.new"));
        Path tools = Files.createDirectory(folder.resolve("tools"));
        Path head = Files.writeString(
                tools.resolve("head"),
                "#!/bin/sh\nPATH=${PATH#*:} head \"$@\"\necho Second >" + text + "\n: >" + mark + "\n");
        assertThat(head.toFile().setExecutable(true)).isTrue();
        String words = "PATH=" + tools + ":$PATH sh " + FILES + "/libexec/banner " + folder;
        assertThat(Tool.run(folder, "sh", List.of("-c", words)).output()).contains("    First\n");
        assertThat(mark).exists();

        assertThat(banner().output()).contains("    Second\n");
        assertThat(mark).doesNotExist();
        assertThat(banner().output()).as("once more, after a console that hung").contains("    Second\n");
    }

    private Tool banner() throws Exception {
        return Tool.run(folder, "sh", List.of(FILES + "/libexec/banner", folder.toString()));
    }
}
