package dev.sgate.station;

import dev.sgate.release.InstallPhase;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import dev.sgate.station.LedgerView.UnfinishedInstall;
import dev.sgate.station.StateChange.VisitBegun;
import dev.sgate.station.StateChange.VisitEnded;
import dev.sgate.station.Step.CutOff;
import dev.sgate.station.Step.InstallRun;
import dev.sgate.station.Step.Settled;
import dev.sgate.station.Step.Switched;
import dev.sgate.station.Step.Unhealthy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the appliance does first after it was stopped, killed or lost power: undoes what was only prepared, takes up what was on
 * probation, and starts what should run. None of it is ever evidence against an application. Call {@link #undo} before any route
 * runs, then {@link #takeUp}, whose installs go on one by one in {@link #goOn}, then
 * {@link #startApplications}.
 */
public final class Resume {
    private final Ledger ledger;
    private final InstallRecall recall;
    private final TrustedTime time;
    private final Ids ids;
    private final Releases releases;
    private final Supervisor supervisor;
    private final Leftovers leftovers;
    private final CommittedApplications committed;
    private final ReleaseRollback rollback;
    private final ReleaseStart start;

    public Resume(
            Ledger ledger,
            TrustSource trust,
            TrustedTime time,
            Ids ids,
            Staging staging,
            Releases releases,
            Supervisor supervisor,
            Announcements announcements) {
        this.ledger = ledger;
        this.recall = new InstallRecall(trust, ids);
        this.time = time;
        this.ids = ids;
        this.releases = releases;
        this.supervisor = supervisor;
        this.leftovers = new Leftovers(ledger, time, staging, releases, announcements);
        this.committed = new CommittedApplications(ledger, supervisor, announcements);
        this.rollback = new ReleaseRollback(ledger, releases, supervisor, announcements);
        this.start = new ReleaseStart(releases, supervisor);
    }

    /**
     * Ends visits that have no end ({@code interrupted}), abandons installs that were only prepared, removes their folders and every
     * staging slot. May be repeated: files go first and rows last. What cannot be removed is announced and holds nothing else up;
     * an install whose folder is still there stays unfinished.
     */
    public void undo() throws IOException {
        leftovers.clear();
    }

    /**
     * Installs that were on probation or on their way back, under a visit of their own that no stick belongs to. Nothing is done to
     * them yet: each goes on by itself in {@link #goOn}, so that trouble with one does not reach the others.
     */
    public List<CutOff> takeUp() {
        List<UnfinishedInstall> installs = ledger.unfinishedInstalls();
        if (installs.isEmpty()) {
            return List.of();
        }
        Visit visit = beginWithoutStick("after-restart", ledger, ids, time);
        return installs.stream()
                .map(install -> new CutOff(visit, recall.file(install), install))
                .toList();
    }

    /** A visit that is about what is here already; it begins and ends with this. */
    static Visit beginWithoutStick(String name, Ledger ledger, Ids ids, TrustedTime time) {
        Visit visit = new Visit(
                new VisitId(ids.next()),
                new Mount(Path.of(name), name, "", Mount.FOLDER, Set.of()),
                new NoVolume(),
                time.now());
        ledger.commit(
                List.of(
                        new VisitBegun(visit.id(), visit.mount().name(), visit.now()),
                        new VisitEnded(visit.id(), "resumed", visit.now())),
                List.of());
        return visit;
    }

    /**
     * Goes on with an install: {@link Switched} (to be checked again), {@link Unhealthy} (to be undone) or {@link Settled}. Call
     * with the turn taken.
     *
     * @throws IOException if our own disk fails on the way back; the next start, or the next stick for this application, tries again
     * @throws InterruptedException if the appliance is stopped meanwhile
     */
    public Step goOn(CutOff cutOff) throws IOException, InterruptedException {
        boolean over = ledger.unfinishedInstalls().stream()
                .noneMatch(install -> install.install().equals(cutOff.install().install()));
        if (over) {
            // A stick that had the turn before us settled it.
            return new Settled(cutOff.visit(), cutOff.file(), List.of());
        }
        Visit visit = cutOff.visit();
        OpenedFile file = cutOff.file();
        UnfinishedInstall install = cutOff.install();
        if (install.phase() == InstallPhase.PREPARING) {
            // Its folder could not be removed, not all of it perhaps: nothing may run from there.
            return rollback.undo(visit, file, install, Refusal.of(RefusalCode.INTERNAL, "reason", "cut off"));
        }
        if (install.phase() == InstallPhase.ROLLING_BACK) {
            return rollback.goOn(visit, file, install, recall.updateId(install));
        }
        return switch (recall.run(install)) {
            case Verdict.Accepted<InstallRun>(InstallRun run) -> goOn(visit, file, run);
            // Its key was revoked while it was on probation, or the trust document is gone: no verdict.
            case Verdict.Refused<InstallRun>(Refusal refusal) -> rollback.undo(visit, file, install, refusal);
        };
    }

    private Step goOn(Visit visit, OpenedFile file, InstallRun run) throws InterruptedException {
        try {
            return probation(visit, file, run);
        } catch (IOException failure) {
            return new Unhealthy(visit, file, run, MachineTrouble.of(failure));
        }
    }

    /** The release gets its probation from the start again, in the process that still runs or in a new one. */
    private Step probation(Visit visit, OpenedFile file, InstallRun run) throws IOException, InterruptedException {
        String app = run.offer().app().name();
        if (!releases.folders(app).contains(run.folder())) {
            // Nothing was touched yet: what was committed and runs goes on running.
            return new Unhealthy(visit, file, run, Refusal.of(RefusalCode.INTERNAL, "reason", "its folder is gone"));
        }
        Optional<Supervisor.Running> found = supervisor.find(app, run.folder());
        if (found.isPresent() && releases.current(app).equals(Optional.of(run.folder()))) {
            return new Switched(visit, file, run, found.get());
        }
        return start.start(visit, file, run);
    }

    /**
     * Starts each committed application that does not run; an application with an install on its way is left to that. Never starts one
     * twice.
     *
     * @param others left to somebody else, too
     * @return what was started
     */
    public List<Supervisor.Running> startApplications(Set<String> others) throws IOException {
        return committed.start(others);
    }
}
