package dev.sgate.campaign.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Runs a program of the system that must succeed. */
final class Tool {
    private static final long LIMIT_SECONDS = 60;

    private Tool() {}

    /** What it printed, without the white space around it; an {@link IOException} with that if it failed. */
    static String run(String... words) throws IOException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
                return said;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new IOException(String.join(" ", words) + ": " + said);
    }
}
