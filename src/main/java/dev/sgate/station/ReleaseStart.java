package dev.sgate.station;

import dev.sgate.release.App;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.Step.InstallRun;
import dev.sgate.station.Step.Switched;
import dev.sgate.station.Step.Unhealthy;
import java.io.IOException;

/** Starts a release on probation. What cannot be started has failed its check. */
final class ReleaseStart {
    private final Supervisor supervisor;

    ReleaseStart(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    Step start(Visit visit, OpenedFile file, InstallRun run) {
        App app = run.offer().app();
        try {
            return new Switched(visit, file, run, supervisor.start(app.name(), run.folder(), app.command()));
        } catch (IOException failure) {
            Refusal refusal = Refusal.of(RefusalCode.HEALTH_CHECK_FAILED, "reason", "cannot be started")
                    .and("found", String.valueOf(failure.getMessage()));
            return new Unhealthy(visit, file, run, refusal);
        }
    }
}
