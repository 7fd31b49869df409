package dev.sgate.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs system programs such as {@code mount}; never through a shell. */
final class Commands {
    private static final long TIMEOUT_SECONDS = 30;
    private static final List<Path> PLACES =
            List.of(Path.of("/usr/sbin"), Path.of("/sbin"), Path.of("/usr/bin"), Path.of("/bin"));

    private Commands() {}

    /** Whether the machine has this program. */
    static boolean has(String program) {
        return PLACES.stream().anyMatch(place -> Files.isExecutable(place.resolve(program)));
    }

    /** What the program prints, without the white space around it. */
    static String run(Object... command) throws StepFailed {
        List<String> words = Arrays.stream(command).map(Object::toString).toList();
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new StepFailed(String.join(" ", words) + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailed("interrupted");
        }
    }
}
