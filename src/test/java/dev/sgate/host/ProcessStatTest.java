package dev.sgate.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessStatTest {
    private static final String REST =
            " S 1 77 78 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 123456 1000 200 18446744073709551615\n";

    @Test
    void readsPastAnyProgramName() {
        for (String name : new String[] {"sh", "a b", ") Z 1 2 (", "new\nline"}) {
            assertThat(ProcessStat.parse(42, ("42 (" + name + ")" + REST).getBytes(UTF_8)))
                    .contains(new ProcessStat(42, 'S', 78, 123456));
        }
    }

    @Test
    void aZombieDoesNotRun() {
        assertThat(ProcessStat.parse(42, ("42 (x)" + REST.replace('S', 'Z')).getBytes(UTF_8)))
                .hasValueSatisfying(stat -> assertThat(stat.isRunning()).isFalse());
    }

    @Test
    void anotherTextIsNoProcess() {
        for (String text : new String[] {"", "42", "42 (x) S 1", ")"}) {
            assertThat(ProcessStat.parse(42, text.getBytes(UTF_8))).isEmpty();
        }
    }

    /** Whoever is asked to stop must not take a healthy application for one that has ended. */
    @Test
    void anInterruptIsNotTakenForAProcessThatIsGone() throws IOException {
        Thread.currentThread().interrupt();
        try {
            assertThat(ProcessStat.find(ProcessHandle.current().pid())).isPresent();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void whatCannotBeReadIsNotGone(@TempDir Path proc) throws IOException {
        Path process = Files.createDirectories(proc.resolve("42/stat"));
        assertThatThrownBy(() -> ProcessStat.find(proc, 42)).isInstanceOf(IOException.class);

        Files.delete(process);
        assertThat(ProcessStat.find(proc, 42)).isEmpty();
    }

    /** A single letter of the one before it was once taken for a program that had begun, and a good release for a bad one. */
    @Test
    void theCommandLineOfAProcessThatBecomesAnotherProgramIsNeverAPieceOfOne() throws Exception {
        String script = "# " + "a long one ".repeat(80) + "\nexec sleep 5";
        Set<String> seen = new TreeSet<>();
        for (int process = 0; process < 300; process++) {
            Process started = new ProcessBuilder("setsid", "sh", "-c", script, "name").start();
            try {
                String words = "";
                while (!words.startsWith("sleep\0")) {
                    words = ProcessStat.commandLine(started.pid());
                    seen.add(words.replace(script, "SCRIPT").replace('\0', ' '));
                }
            } finally {
                started.destroyForcibly().waitFor();
            }
        }
        assertThat(seen).isSubsetOf("", "setsid sh -c SCRIPT name ", "sh -c SCRIPT name ", "sleep 5 ");
    }

    @Test
    void findsOurselves() throws IOException {
        long self = ProcessHandle.current().pid();
        ProcessStat stat = ProcessStat.find(self).orElseThrow();

        assertThat(stat.isRunning()).isTrue();
        assertThat(ProcessStat.ofSession(stat.session())).contains(stat);
        assertThat(ProcessStat.find(Integer.MAX_VALUE)).isEmpty();
    }
}
