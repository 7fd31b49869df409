package dev.sgate.station;

import dev.sgate.seal.Evidence;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.Step.Healthy;
import dev.sgate.station.Step.Switched;
import dev.sgate.station.Step.Unhealthy;
import java.io.IOException;

/** Third part of an install: waits for the verdict of the health check. A power cut here: PROBATION, checked again at the next start. */
public final class ReleaseProbation {
    private final Supervisor supervisor;

    public ReleaseProbation(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    /**
     * {@link Healthy}, or {@link Unhealthy} with {@code health-check-failed} and what was seen, or with {@code internal} where our
     * own machine could not run the check.
     *
     * @throws InterruptedException if the appliance is stopped while it waits: no evidence against the application
     */
    public Step probe(Switched switched) throws InterruptedException {
        try {
            return switch (supervisor.check(
                    switched.process(), switched.run().offer().app().healthCheck())) {
                case Supervisor.Health.Healthy healthy ->
                    new Healthy(switched.visit(), switched.file(), switched.run());
                case Supervisor.Health.Unhealthy(Evidence evidence) ->
                    unhealthy(switched, new Refusal(RefusalCode.HEALTH_CHECK_FAILED, evidence));
            };
        } catch (IOException failure) {
            return unhealthy(switched, MachineTrouble.of(failure));
        }
    }

    private static Step unhealthy(Switched switched, Refusal refusal) {
        return new Unhealthy(switched.visit(), switched.file(), switched.run(), refusal);
    }
}
