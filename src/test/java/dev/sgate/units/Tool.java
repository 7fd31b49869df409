package dev.sgate.units;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A program of systemd's that judges what we wrote.
 *
 * @param status its exit status
 * @param output what it said, on both channels
 */
record Tool(int status, String output) {
    private static final int LIMIT_SECONDS = 120;

    /** Runs it; where the program is missing the test is not run, and says so, and fails where {@code SGATE_CI} is set. */
    static Tool run(Path folder, String program, List<String> arguments) throws IOException, InterruptedException {
        Path path = Path.of("/usr/bin", program);
        if (!Files.isExecutable(path)) {
            if (System.getenv("SGATE_CI") != null) {
                fail(program + " is missing: .ci/packages names its package");
            }
            System.err.println("NOT RUN, for it needs " + program);
            Assumptions.abort("needs " + program);
        }
        List<String> words = new ArrayList<>(List.of(path.toString()));
        words.addAll(arguments);
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            fail(program + " does not end: " + output);
        }
        return new Tool(process.exitValue(), output);
    }
}
