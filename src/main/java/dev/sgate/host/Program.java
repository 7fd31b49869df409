package dev.sgate.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of the system to its end. No shell: each word is one argument, whatever it holds. */
final class Program {
    private static final int OUTPUT_MAX_BYTES = 4096;

    /**
     * How it ended.
     *
     * @param exitCode 0 for success
     * @param output the beginning of what it said
     */
    record Ended(int exitCode, String output) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }

    private Program() {}

    /** Runs it for at most {@code limit}; after that it is killed and an {@link IOException} says so. */
    static Ended run(Duration limit, List<String> words) throws IOException {
        ProcessBuilder program = new ProcessBuilder(words);
        program.environment().put("LC_ALL", "C.UTF-8");
        program.redirectErrorStream(true).redirectInput(Redirect.from(new java.io.File("/dev/null")));
        Process process = program.start();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(words.get(0) + " did not end within " + limit.toSeconds() + " s");
            }
            return new Ended(process.exitValue(), beginning(process.getInputStream()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException(words.get(0) + " was interrupted").initCause(e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Such programs say a line or two, which fits the pipe: it is read once they have ended. */
    private static String beginning(InputStream output) throws IOException {
        return new String(output.readNBytes(OUTPUT_MAX_BYTES), StandardCharsets.UTF_8).strip();
    }
}
