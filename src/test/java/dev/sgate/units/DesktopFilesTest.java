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
        Path text = Files.writeString(folder.resolve("banner.txt"), "Gerät\n\033[31mrot\007\nSafe to unplug\n");
        Path console = folder.resolve("tty1");
        Tool shown = Tool.run(folder, "sh", List.of(FILES + "/libexec/banner", text.toString(), console.toString()));
        assertThat(shown).isEqualTo(new Tool(0, ""));
        String screen = Files.readString(console);
        assertThat(screen)
                .startsWith("\033[2J\033[H\033[0m")
                .contains("    Gerät\n", "    [31mrot\n", "    Safe to unplug\n");
        assertThat(screen.substring(12)).doesNotContain("\033", "\007");
    }

    /** The text changes right after it was read: who reads it here replaces it. */
    @Test
    void theBannerShowsATextThatCameWhileItShowedTheOneBefore() throws Exception {
        Path text = Files.writeString(folder.resolve("banner.txt"), "First\n");
        Path tools = Files.createDirectory(folder.resolve("tools"));
        Path head = Files.writeString(
                tools.resolve("head"), "#!/bin/sh\nPATH=${PATH#*:} head \"$@\"\necho Second >" + text + "\n");
        assertThat(head.toFile().setExecutable(true)).isTrue();
        Path console = folder.resolve("tty1");
        String banner = FILES.toAbsolutePath() + "/libexec/banner";
        String words = "PATH=" + tools + ":$PATH sh " + banner + " " + text + " " + console;
        assertThat(Tool.run(folder, "sh", List.of("-c", words))).isEqualTo(new Tool(0, ""));
        assertThat(Files.readString(console)).contains("    Second\n").doesNotContain("First");
    }
}
