package dev.sgate.host;

import dev.sgate.seal.Evidence;
import java.io.IOException;
import java.time.Duration;

/** One run of an application while its health check goes on. */
interface WatchedRun {
    /** Whether the very process is still there. */
    boolean isRunning() throws IOException;

    /** With what is known of its end, once it is not there any more: {@code exitCode}, {@code signal}. May wait for a moment. */
    Evidence ending(Evidence evidence) throws IOException, InterruptedException;

    /** Waits this long, or less where it notices the end. */
    void pause(Duration longest) throws InterruptedException;
}
