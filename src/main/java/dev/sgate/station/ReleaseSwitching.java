package dev.sgate.station;

import dev.sgate.release.App;
import dev.sgate.release.InstallPhase;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.StateChange.InstallMoved;
import dev.sgate.station.Step.InstallRun;
import dev.sgate.station.Step.Prepared;
import dev.sgate.station.Step.Switched;
import dev.sgate.station.Step.Unhealthy;
import java.io.IOException;
import java.util.List;

/** Second part of an install: the old process ends, {@code current} points to the new release, and that one is started. */
public final class ReleaseSwitching {
    private final Ledger ledger;
    private final Releases releases;
    private final ReleaseStart start;
    private final Supervisor supervisor;

    public ReleaseSwitching(Ledger ledger, Releases releases, Supervisor supervisor) {
        this.ledger = ledger;
        this.releases = releases;
        this.supervisor = supervisor;
        this.start = new ReleaseStart(supervisor);
    }

    /**
     * {@link Switched}; or {@link Unhealthy} with {@code health-check-failed} where the release cannot be started at all (not
     * executable, wrong architecture), with {@code internal} where our own machine failed, which is no evidence against it.
     */
    public Step switchOver(Prepared prepared) {
        InstallRun run = prepared.run();
        App app = run.offer().app();
        // A power cut before this row: PREPARING, the folder is thrown away. After it: PROBATION, the next start
        // switches again.
        ledger.commit(
                List.of(new InstallMoved(
                        run.install(), InstallPhase.PROBATION, prepared.visit().now())),
                List.of());
        try {
            // A power cut here: nothing of this application runs, current still points to the previous release.
            supervisor.stop(app.name());
            // A power cut here: current points to either, by one rename; never to half of one.
            releases.switchTo(app.name(), run.folder());
        } catch (IOException failure) {
            return new Unhealthy(
                    prepared.visit(),
                    prepared.file(),
                    run,
                    Refusal.of(RefusalCode.INTERNAL, "reason", String.valueOf(failure.getMessage())));
        }
        // A power cut here: current points to the new release; the next start finds it in PROBATION and starts it.
        return start.start(prepared.visit(), prepared.file(), run);
    }
}
