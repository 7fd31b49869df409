package dev.sgate.station;

import dev.sgate.release.HealthCheck;
import dev.sgate.seal.Evidence;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Runs the installed application (port). It outlives the daemon: after a restart it is found again by pid and start time, and never
 * started twice (BEHAVIOUR 7). One process per application name.
 */
public interface Supervisor {
    /** A process of an application that is running. */
    record Running(String appName, String folder, long pid) {}

    /** The verdict on a release that was just started. */
    sealed interface Health {
        /** It works. */
        record Healthy() implements Health {}

        /** It does not, and what was seen: exit code or signal, the check's answer, the seconds waited. */
        record Unhealthy(Evidence evidence) implements Health {}
    }

    /** The application's process, if it is running now. */
    Optional<Running> find(String appName) throws IOException;

    /** The application's process, if it is running now and out of this folder: the release runs. */
    default Optional<Running> find(String appName, String folder) throws IOException {
        return find(appName).filter(running -> running.folder().equals(folder));
    }

    /** Starts the release in this folder; the command's first word is a path inside it. Stop the one that runs first. */
    Running start(String appName, String folder, List<String> command) throws IOException;

    /** Asks the application to stop, and kills it if it does not. Nothing happens if it does not run. */
    void stop(String appName) throws IOException;

    /** How a process ended that does not run any more, as far as this machine knows: exit code, signal. */
    default Evidence ending(Running ended) {
        return Evidence.none();
    }

    /** Waits for the verdict, on the monotonic clock. A process that ends before its check passed is unhealthy at once. */
    Health check(Running running, HealthCheck check) throws IOException, InterruptedException;
}
