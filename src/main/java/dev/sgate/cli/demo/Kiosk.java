package dev.sgate.cli.demo;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/** Asks the running application itself which version it is. */
final class Kiosk {
    private static final int TIMEOUT_MILLIS = 3_000;
    private static final long START_TIMEOUT_NANOS = 15_000_000_000L;
    private static final long POLL_NANOS = 100_000_000;

    private final String healthUrl;

    Kiosk(String healthUrl) {
        this.healthUrl = healthUrl;
    }

    /** The version that answers now, or "nothing" with the reason. */
    String runningVersion() {
        try {
            HttpURLConnection request =
                    (HttpURLConnection) URI.create(healthUrl).toURL().openConnection(Proxy.NO_PROXY);
            request.setConnectTimeout(TIMEOUT_MILLIS);
            request.setReadTimeout(TIMEOUT_MILLIS);
            return new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "nothing (" + e.getMessage() + ")";
        }
    }

    /** Fails unless this version answers, at the latest once the application has had time for its own start. */
    void requireRuns(String version) throws StepFailed {
        long deadline = System.nanoTime() + START_TIMEOUT_NANOS;
        String running = runningVersion();
        while (!running.equals(version) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
            running = runningVersion();
        }
        StepFailed.unless(running.equals(version), "version " + version + " should run, but " + running + " answers");
    }
}
