package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.release.App;
import dev.sgate.release.InstallPhase;
import dev.sgate.release.SemVer;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.Payloads;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.StateChange.FloorRaised;
import dev.sgate.station.StateChange.InstallMoved;
import dev.sgate.station.StateChange.QuarantineLifted;
import dev.sgate.station.StateChange.Remembered;
import dev.sgate.station.Step.Healthy;
import dev.sgate.station.Step.InstallRun;
import dev.sgate.station.Step.Settled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The good end of an install: the release is the running one, the floors rise, the file is remembered, the row and the event are
 * written, in one transaction. Then all folders but this release's, the previous one's and as many older ones as {@link
 * InstallPolicy} keeps are removed.
 *
 * <p>{@code detail} of {@code update-installed}: {@code updateId}, {@code app}, {@code version}, {@code platform}, {@code sha256}, and
 * {@code before}, the version that ran until now, if any.
 */
public final class ReleaseCommit {
    private final Ledger ledger;
    private final ReleaseFolders folders;
    private final Announcements announcements;
    private final InstallPolicy policy;
    private final OutcomeRecorder recorder;

    public ReleaseCommit(Ledger ledger, Releases releases, Announcements announcements, InstallPolicy policy) {
        this.policy = policy;
        this.ledger = ledger;
        this.folders = new ReleaseFolders(ledger, releases);
        this.announcements = announcements;
        this.recorder = new OutcomeRecorder(ledger);
    }

    /** The outcome, {@link Outcome.ReleaseApplied}, is recorded here. */
    public Settled commit(Healthy healthy) {
        InstallRun run = healthy.run();
        App app = run.offer().app();
        Optional<SemVer> before = ledger.findRunning(app.name()).map(HeldRelease::version);
        // A power cut before this commit: PROBATION, checked again at the next start. After it: installed, whatever
        // follows.
        recorder.record(
                healthy.visit(),
                healthy.file().name(),
                Optional.of(healthy.file().identity()),
                List.of(new Outcome.ReleaseApplied(app.name(), app.version(), before)),
                changes(healthy),
                List.of(installed(healthy.visit(), run.offer(), before)));
        prune(app, run);
        return new Settled(healthy.visit(), healthy.file(), List.of());
    }

    private List<StateChange> changes(Healthy healthy) {
        Visit visit = healthy.visit();
        UpdateOffer offer = healthy.run().offer();
        App app = offer.app();
        List<StateChange> changes = new ArrayList<>(List.of(
                new InstallMoved(healthy.run().install(), InstallPhase.COMMITTED, visit.now()),
                new FloorRaised(app.name(), app.version(), app.minimumVersion(), offer.signers()),
                new Remembered(offer.identity(), FileStaging.APPLIED, visit.now())));
        boolean forgiven = ledger.quarantined().stream()
                .anyMatch(quarantine -> quarantine.digest().equals(app.sha256()));
        if (forgiven) {
            changes.add(new QuarantineLifted(app.sha256()));
        }
        return changes;
    }

    private static EventDraft installed(Visit visit, UpdateOffer offer, Optional<SemVer> before) {
        App app = offer.app();
        return EventDraft.of(
                EventType.UPDATE_INSTALLED,
                visit.now(),
                Payloads.members(
                        "updateId", offer.terms().updateId().toString(),
                        "app", app.name(),
                        "version", app.version().written(),
                        "platform", app.platform(),
                        "sha256", app.sha256().hex(),
                        "before", before.map(SemVer::written)));
    }

    /** The latest to be committed first; what was taken back is none of them. */
    private List<String> newestOfTheRest(String appName, Set<String> keep) {
        Set<HeldRelease> takenBack =
                ledger.takenBack().stream().map(LedgerView.TakenBack::release).collect(Collectors.toSet());
        return ledger.releases(appName).reversed().stream()
                .filter(release -> !takenBack.contains(release))
                .map(HeldRelease::folder)
                .filter(folder -> !keep.contains(folder))
                .limit(Math.max(0, policy.keepReleases() - keep.size()))
                .toList();
    }

    /** A power cut here leaves an old folder that the next install removes. */
    private void prune(App app, InstallRun run) {
        Set<String> keep = new HashSet<>(Set.of(run.folder()));
        run.previousFolder().ifPresent(keep::add);
        keep.addAll(newestOfTheRest(app.name(), keep));
        try {
            folders.discardAllBut(app.name(), keep);
        } catch (IOException failure) {
            announcements.announce(
                    LogEvent.RELEASE_LEFT_BEHIND,
                    "old releases of " + app.name() + " could not be removed",
                    String.valueOf(failure.getMessage()),
                    "the next install tries again; look at the disk");
        }
    }
}
