package dev.sgate.host;

import dev.sgate.station.Supervisor.Running;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Looks once whether an application works; asked again and again until it does or the time is over. */
interface HealthProbe {
    /** What a look found. */
    record Answer(boolean healthy, String seen) {}

    /** The word for this kind of check, as in the payload. */
    String kind();

    /** How long the whole check goes on, where the payload's time-out is not the measure. */
    default Duration limit(Duration timeout) {
        return timeout;
    }

    /** One look, which ends by itself after {@code left}. */
    Answer look(Duration since, Duration left) throws IOException, InterruptedException;

    /** Still running after this long; the time-out does not cut it short. */
    static HealthProbe alive(Duration forAtLeast) {
        return new HealthProbe() {
            @Override
            public String kind() {
                return "alive";
            }

            @Override
            public Duration limit(Duration timeout) {
                return forAtLeast.plus(timeout);
            }

            @Override
            public Answer look(Duration since, Duration left) {
                return new Answer(since.compareTo(forAtLeast) >= 0, "running");
            }
        };
    }

    /** A command of the release that ends with 0. */
    static HealthProbe command(AppLaunch launch, Running running, List<String> command) {
        return new HealthProbe() {
            @Override
            public String kind() {
                return "command";
            }

            @Override
            public Answer look(Duration since, Duration left) throws IOException, InterruptedException {
                List<String> words = launch.absolute(running.appName(), running.folder(), command);
                return run(launch.inRelease(running.appName(), running.folder(), words), left);
            }
        };
    }

    /** This service unit is active. */
    static HealthProbe isActive(String unit) {
        return new HealthProbe() {
            @Override
            public String kind() {
                return "unit";
            }

            @Override
            public Answer look(Duration since, Duration left) throws IOException, InterruptedException {
                return run(new ProcessBuilder("systemctl", "is-active", "--quiet", "--", unit), left);
            }
        };
    }

    /** Runs it once, its output thrown away; what has not ended after {@code left} is killed. */
    static Answer run(ProcessBuilder command, Duration left) throws IOException, InterruptedException {
        Process process;
        try {
            process = command.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // not there, or not executable: the release's fault and not the machine's
            return new Answer(false, "cannot be run");
        }
        try {
            boolean inTime = process.waitFor(left.toMillis(), TimeUnit.MILLISECONDS);
            return inTime
                    ? new Answer(process.exitValue() == 0, "exit code " + process.exitValue())
                    : new Answer(false, "did not end");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
