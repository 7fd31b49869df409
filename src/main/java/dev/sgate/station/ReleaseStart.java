package dev.sgate.station;

import dev.sgate.release.App;
import dev.sgate.station.Step.InstallRun;
import dev.sgate.station.Step.Switched;
import dev.sgate.station.Step.Unhealthy;
import java.io.IOException;

/** Points {@code current} to a release and starts it on probation. What cannot be executed ends at once and fails its check. */
final class ReleaseStart {
    private final Releases releases;
    private final Supervisor supervisor;

    ReleaseStart(Releases releases, Supervisor supervisor) {
        this.releases = releases;
        this.supervisor = supervisor;
    }

    /** {@link Switched}; or {@link Unhealthy} with {@code internal} where our own machine failed. */
    Step start(Visit visit, OpenedFile file, InstallRun run) throws InterruptedException {
        App app = run.offer().app();
        try {
            // A power cut here: nothing of this application runs, current still points to the previous release.
            supervisor.stop(app.name());
            // A power cut here: current points to either, by one rename; never to half of one.
            releases.switchTo(app.name(), run.folder());
            // A power cut here: current points to the new release; the next start finds it in PROBATION and starts it.
            return new Switched(visit, file, run, supervisor.start(app.name(), run.folder(), app.command()));
        } catch (IOException failure) {
            return new Unhealthy(visit, file, run, MachineTrouble.of(failure));
        }
    }
}
