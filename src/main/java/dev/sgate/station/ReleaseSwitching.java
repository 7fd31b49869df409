package dev.sgate.station;

import dev.sgate.release.InstallPhase;
import dev.sgate.station.StateChange.InstallMoved;
import dev.sgate.station.Step.InstallRun;
import dev.sgate.station.Step.Prepared;
import dev.sgate.station.Step.Switched;
import dev.sgate.station.Step.Unhealthy;
import java.util.ArrayList;
import java.util.List;

/** Second part of an install: the old process ends, {@code current} points to the new release, and that one is started. */
public final class ReleaseSwitching {
    private final Ledger ledger;
    private final ReleaseStart start;

    public ReleaseSwitching(Ledger ledger, Releases releases, Supervisor supervisor) {
        this.ledger = ledger;
        this.start = new ReleaseStart(releases, supervisor);
    }

    /**
     * {@link Switched}; or {@link Unhealthy} with {@code internal} where our own machine failed, which is no evidence against the
     * release. One that cannot be executed (not executable, wrong architecture) ends at once, and fails its check.
     *
     * @throws InterruptedException if the appliance is stopped meanwhile: no evidence either
     */
    public Step switchOver(Prepared prepared) throws InterruptedException {
        InstallRun run = prepared.run();
        List<StateChange> changes = new ArrayList<>();
        changes.add(new InstallMoved(
                run.install(), InstallPhase.PROBATION, prepared.visit().now()));
        UpdateWaiting.ending(ledger, prepared.file().slot()).ifPresent(changes::add);
        // A power cut before this row: PREPARING, the folder is thrown away, and what waited goes on waiting. After it:
        // PROBATION, the next start switches again, and nothing waits.
        ledger.commit(changes, List.of());
        return start.start(prepared.visit(), prepared.file(), run);
    }
}
