package dev.sgate.host;

import dev.sgate.seal.Evidence;
import dev.sgate.station.Supervisor.Health;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Waits for a probe to find the application healthy, for the application to end, or for the time to be over. */
final class HealthWatch {
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** A look that had less time than this was cut short: what the one before saw says more. */
    private static final Duration WHOLE_LOOK = Duration.ofSeconds(1);

    private final WatchedRun run;
    private final long began = System.nanoTime();

    HealthWatch(WatchedRun run) {
        this.run = run;
    }

    Health await(Duration timeout, HealthProbe probe) throws IOException, InterruptedException {
        Duration limit = probe.limit(timeout);
        Optional<HealthProbe.Answer> answer = Optional.empty();
        while (true) {
            Duration left = limit.minus(since());
            if (!run.isRunning()) {
                return new Health.Unhealthy(run.ending(evidence(probe).and("seen", "ended")));
            }
            if (!left.isPositive()) {
                return new Health.Unhealthy(evidence(probe)
                        .and("seen", answer.map(HealthProbe.Answer::seen).orElse("not looked at")));
            }
            HealthProbe.Answer latest = probe.look(since(), left);
            if (answer.isEmpty() || left.compareTo(WHOLE_LOOK) >= 0) {
                answer = Optional.of(latest);
            }
            // Asked once more: an answer may have come from something else when the application is no longer there.
            if (latest.healthy() && run.isRunning()) {
                return new Health.Healthy();
            }
            run.pause(PAUSE);
        }
    }

    private Duration since() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private Evidence evidence(HealthProbe probe) {
        return Evidence.of("check", probe.kind()).and("afterSeconds", since().toSeconds());
    }
}
