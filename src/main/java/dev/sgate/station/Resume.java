package dev.sgate.station;

import dev.sgate.release.InstallPhase;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.LedgerView.UnfinishedInstall;
import dev.sgate.station.StateChange.InstallMoved;
import dev.sgate.station.StateChange.VisitBegun;
import dev.sgate.station.StateChange.VisitEnded;
import dev.sgate.station.Step.InstallRun;
import dev.sgate.station.Step.Settled;
import dev.sgate.station.Step.Switched;
import dev.sgate.station.Step.Unhealthy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the appliance does first after it was stopped, killed or lost power: undoes what was only prepared, takes up what was on
 * probation, and starts what should run. None of it is ever evidence against an application. Call {@link #undo} before any route
 * runs, then {@link #takeUp}, whose steps go on in the routes, then {@link #startApplications}.
 */
public final class Resume {
    private final Ledger ledger;
    private final TrustSource trust;
    private final TrustedTime time;
    private final Ids ids;
    private final Staging staging;
    private final Releases releases;
    private final Supervisor supervisor;
    private final Announcements announcements;
    private final ReleaseFolders folders;
    private final PreviousRelease previous;
    private final OutcomeRecorder recorder;

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
        this.trust = trust;
        this.time = time;
        this.ids = ids;
        this.staging = staging;
        this.releases = releases;
        this.supervisor = supervisor;
        this.announcements = announcements;
        this.folders = new ReleaseFolders(ledger, releases);
        this.previous = new PreviousRelease(ledger, releases, supervisor, announcements);
        this.recorder = new OutcomeRecorder(ledger);
    }

    /**
     * Ends visits that have no end ({@code interrupted}), abandons installs that were only prepared, removes their folders and every
     * staging slot. May be repeated: files go first and rows last.
     */
    public void undo() throws IOException {
        for (String slot : staging.slots()) {
            staging.discard(slot);
        }
        for (String app : applications()) {
            folders.discardUncommitted(app, inUse(app));
        }
        Instant now = time.now();
        List<StateChange> changes = new ArrayList<>();
        ledger.unfinishedVisits().forEach(visit -> changes.add(new VisitEnded(visit, "interrupted", now)));
        ledger.unfinishedInstalls().stream()
                .filter(install -> install.phase() == InstallPhase.PREPARING)
                .forEach(install -> changes.add(
                        new InstallMoved(install.install(), install.phase().afterPowerCut(), now)));
        if (!changes.isEmpty()) {
            ledger.commit(changes, List.of());
        }
    }

    private Set<String> applications() {
        Set<String> names = new HashSet<>();
        ledger.running().forEach(release -> names.add(release.appName()));
        ledger.unfinishedInstalls().forEach(install -> names.add(install.appName()));
        return names;
    }

    /** Folders that an install on its way still needs. */
    private Set<String> inUse(String app) {
        Set<String> folders = new HashSet<>();
        ledger.unfinishedInstalls().stream()
                .filter(install -> install.appName().equals(app) && install.phase() != InstallPhase.PREPARING)
                .forEach(install -> {
                    folders.add(install.folder());
                    install.previousFolder().ifPresent(folders::add);
                });
        return folders;
    }

    /**
     * Installs that were on probation or on their way back, under a visit of their own that no stick belongs to: {@link Switched} (to
     * be checked again), {@link Unhealthy} (to be rolled back) or {@link Settled}.
     */
    public List<Step> takeUp() throws IOException {
        List<UnfinishedInstall> installs = ledger.unfinishedInstalls();
        List<Step> steps = new ArrayList<>();
        if (!installs.isEmpty()) {
            Visit visit = visit();
            for (UnfinishedInstall install : installs) {
                steps.add(takeUp(visit, install));
            }
        }
        return steps;
    }

    private Visit visit() {
        Path nowhere = Path.of("after-restart");
        Visit visit = new Visit(
                new VisitId(ids.next()),
                new Mount(nowhere, "after-restart", "", Mount.FOLDER, Set.of()),
                new NoVolume(),
                time.now());
        ledger.commit(
                List.of(
                        new VisitBegun(visit.id(), visit.mount().name(), visit.now()),
                        new VisitEnded(visit.id(), "resumed", visit.now())),
                List.of());
        return visit;
    }

    private Step takeUp(Visit visit, UnfinishedInstall install) throws IOException {
        return switch (EnvelopeLine.verify(install.envelopeLine(), trust.current())
                .then(UpdateOffer::from)) {
            case Verdict.Accepted<UpdateOffer>(UpdateOffer offer) -> takeUp(visit, install, offer);
            case Verdict.Refused<UpdateOffer>(Refusal refusal) -> notBelieved(visit, install, refusal);
        };
    }

    private Step takeUp(Visit visit, UnfinishedInstall install, UpdateOffer offer) throws IOException {
        InstallRun run = new InstallRun(install.install(), offer, install.folder(), install.previousFolder());
        OpenedFile file = file(install, offer.identity());
        if (install.phase() == InstallPhase.ROLLING_BACK) {
            Refusal refusal = Refusal.of(RefusalCode.HEALTH_CHECK_FAILED, "reason", "failed before the restart");
            return new Unhealthy(visit, file, run, refusal);
        }
        return goOn(visit, file, run);
    }

    private OpenedFile file(UnfinishedInstall install, Sha256 identity) {
        Path name = Path.of(install.appName() + "-" + install.folder());
        return new OpenedFile(name, PayloadType.UPDATE, identity, 0, ids.next().toString(), 0);
    }

    /** The release gets its probation from the start again, in the process that still runs or in a new one. */
    private Step goOn(Visit visit, OpenedFile file, InstallRun run) throws IOException {
        String app = run.offer().app().name();
        Optional<Supervisor.Running> found = supervisor.find(app);
        if (found.filter(process -> process.folder().equals(run.folder())).isPresent()
                && releases.current(app).equals(Optional.of(run.folder()))) {
            return new Switched(visit, file, run, found.get());
        }
        supervisor.stop(app);
        releases.switchTo(app, run.folder());
        return new ReleaseStart(supervisor).start(visit, file, run);
    }

    /** Its key was revoked while it was on probation, or the trust document is gone: back to what ran before, without a verdict. */
    private Step notBelieved(Visit visit, UnfinishedInstall install, Refusal refusal) throws IOException {
        OpenedFile file = file(install, Sha256.of(install.envelopeLine()));
        previous.restore(install.appName(), install.folder(), install.previousFolder());
        recorder.record(
                visit,
                file.name(),
                Optional.of(file.identity()),
                new Outcome.Refused("release", refusal),
                List.of(new InstallMoved(install.install(), InstallPhase.ABANDONED, visit.now())));
        return new Settled(visit, file, List.of());
    }

    /**
     * Starts each committed application that does not run; an application with an install on its way is left to that. Never starts one
     * twice.
     *
     * @return what was started
     */
    public List<Supervisor.Running> startApplications() throws IOException {
        Set<String> onTheirWay = new HashSet<>();
        ledger.unfinishedInstalls().forEach(install -> onTheirWay.add(install.appName()));
        List<Supervisor.Running> started = new ArrayList<>();
        for (HeldRelease release : ledger.running()) {
            if (!onTheirWay.contains(release.appName()) && !runs(release)) {
                start(release).ifPresent(started::add);
            }
        }
        return started;
    }

    private boolean runs(HeldRelease release) throws IOException {
        return supervisor
                .find(release.appName())
                .filter(process -> process.folder().equals(release.folder()))
                .isPresent();
    }

    private Optional<Supervisor.Running> start(HeldRelease release) throws IOException {
        supervisor.stop(release.appName());
        try {
            return Optional.of(supervisor.start(release.appName(), release.folder(), release.command()));
        } catch (IOException failure) {
            announcements.announce(
                    release.appName() + " " + release.version() + " could not be started",
                    String.valueOf(failure.getMessage()),
                    "everything else goes on; bring a stick with a newer release, or restart the appliance");
            return Optional.empty();
        }
    }
}
