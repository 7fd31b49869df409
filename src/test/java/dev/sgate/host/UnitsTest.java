package dev.sgate.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.seal.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What passes between us and systemd, without one; with one: {@code appliance-image/systemd-test}. */
class UnitsTest {
    private static final String RUN = "24e7974a888b4df28971a7737960522b";

    @TempDir
    Path folder;

    @Test
    void anAnswerOfSystemctl() throws IOException {
        Units.State state =
                Units.State.parse("MainPID=144\nExecMainCode=0\nExecMainPID=144\nExecMainStatus=0\nResult=success\n"
                        + "ActiveState=active\nInvocationID=" + RUN + "\nSomethingNew=a=b");

        assertThat(state.isActive()).isTrue();
        assertThat(state.runningPid()).isEqualTo(144);
        assertThat(state.end()).isEqualTo(new RunEnding(RUN, "success", "-", 0));
    }

    @Test
    void anAnswerOfAnotherFormIsNoState() {
        for (String text : List.of("", "MainPID=many", "ActiveState=active")) {
            assertThatThrownBy(() -> Units.State.parse(text)).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "exit-code exited 3, exitCode=3",
        "success exited 0, exitCode=0",
        "signal killed 11, signal=11",
        "core-dump dumped 6, signal=6 result=core-dump",
        "oom-kill killed 9, signal=9 result=oom-kill",
    })
    void theNoteOfAnEnding(String note, String evidence) {
        assertThat(RunEnding.parse(RUN + " " + note + "\n")
                        .orElseThrow()
                        .addTo(Evidence.none())
                        .oneLine())
                .isEqualTo(evidence);
    }

    @Test
    void anythingElseIsNoNote() throws IOException {
        for (String text :
                List.of("", RUN + " signal killed 11", "x signal killed 11\n", RUN + " exit-code - EXIT\n")) {
            assertThat(RunEnding.parse(text)).as(text).isEmpty();
        }
        assertThat(RunEnding.read(folder.resolve("none"))).isEmpty();
    }

    @Test
    void whatIsToBeStartedCanBeReadByOthersAndByUs() throws IOException {
        Path file = folder.resolve("launch");
        LaunchFile launch = new LaunchFile(file);
        assertThat(launch.folder()).isEmpty();

        launch.write("1.0.0-00000001", List.of("bin/app", "", "two\nlines"));

        assertThat(file).hasContent("sgate-launch-v1\0" + "1.0.0-00000001\0bin/app\0\0two\nlines\0");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        assertThat(launch.folder()).contains("1.0.0-00000001");
        assertThatThrownBy(() -> launch.write("1.0.0-00000001", List.of("a\0b")))
                .isInstanceOf(IOException.class);
        launch.remove();
        assertThat(launch.folder()).isEmpty();
    }

    /** The command that checks an application runs under the same rules as the application. */
    @Test
    void applicationAndProbeHaveTheSameSandbox() throws IOException {
        assertThat(sandbox("sgate-app-probe@.service"))
                .isEqualTo(sandbox("sgate-app@.service"))
                .contains("User=sgate-app");
    }

    private static List<String> sandbox(String unit) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("systemd", unit));
        int begin = 0;
        while (!lines.get(begin).startsWith("# --- the sandbox")) {
            begin++;
        }
        return lines.subList(begin + 1, lines.size());
    }
}
