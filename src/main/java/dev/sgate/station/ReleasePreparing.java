package dev.sgate.station;

import dev.sgate.release.App;
import dev.sgate.release.InstallPhase;
import dev.sgate.release.ReleaseDecision;
import dev.sgate.release.ReleaseRules;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.StateChange.InstallBegun;
import dev.sgate.station.StateChange.InstallMoved;
import dev.sgate.station.StateChange.VisitReached;
import dev.sgate.station.Step.InstallRun;
import dev.sgate.station.Step.Prepared;
import dev.sgate.station.Step.Settled;
import dev.sgate.station.Step.UpdateReady;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * First part of an install: makes the release's folder from the staged attachment. {@code current} is untouched. The update is
 * judged again, after whatever an error left unfinished was settled, for another stick may have brought a newer one while this
 * visit waited for its turn.
 */
public final class ReleasePreparing {
    private final Ledger ledger;
    private final Standing standing;
    private final Releases releases;
    private final ReleaseFolders folders;
    private final EarlierInstalls earlier;
    private final Ids ids;
    private final OutcomeRecorder recorder;

    public ReleasePreparing(
            Ledger ledger,
            TrustSource trust,
            DeviceIdentity device,
            Situation situation,
            Releases releases,
            Supervisor supervisor,
            Announcements announcements,
            Ids ids) {
        this.ledger = ledger;
        this.standing = new Standing(ledger, trust, device, situation);
        this.releases = releases;
        this.folders = new ReleaseFolders(ledger, releases);
        this.earlier = new EarlierInstalls(ledger, trust, ids, releases, supervisor, announcements);
        this.ids = ids;
        this.recorder = new OutcomeRecorder(ledger);
    }

    /**
     * {@link Prepared}; or {@link Settled} with {@code unsafe-archive}, {@code digest-mismatch}, {@code no-space}, {@code internal}, or
     * what policy says by now. Call with the turn taken.
     *
     * @throws IOException if our own disk cannot even be cleaned up, or an earlier install not be settled; nothing is installed
     *     then, and the next stick or start tries again
     */
    public Step prepare(UpdateReady ready) throws IOException {
        UpdateOffer offer = ready.update().offer();
        earlier.settle(ready.visit(), offer.app().name());
        return switch (ReleaseRules.judge(
                offer, standing.forRelease(offer.app(), ready.visit().now()))) {
            case ReleaseDecision.Install install -> unpack(ready, begin(ready));
            case ReleaseDecision.AlreadyInstalled same ->
                new Settled(ready.visit(), ready.file(), List.of(new Outcome.AlreadyApplied("release")));
            case ReleaseDecision.Refused(Refusal refusal) ->
                new Settled(ready.visit(), ready.file(), List.of(new Outcome.Refused("release", refusal)));
        };
    }

    private InstallRun begin(UpdateReady ready) {
        Visit visit = ready.visit();
        UpdateOffer offer = ready.update().offer();
        App app = offer.app();
        Optional<String> committed = ledger.findRunning(app.name()).map(HeldRelease::folder);
        InstallRun run = new InstallRun(new InstallId(ids.next()), offer, Releases.folderOf(app), committed);
        // A power cut before this row leaves a staging slot; after it, a folder too. The next start throws both away,
        // but
        // for the slot of an update that waited.
        ledger.commit(
                List.of(
                        new VisitReached(visit.id(), "installing"),
                        new InstallBegun(
                                run.install(),
                                offer,
                                ready.update().envelopeLine(),
                                run.folder(),
                                run.previousFolder(),
                                visit.now())),
                List.of());
        return run;
    }

    private Step unpack(UpdateReady ready, InstallRun run) throws IOException {
        try {
            return switch (releases.unpack(run.offer().app(), ready.update().slot())) {
                case Verdict.Accepted<String> whole -> new Prepared(ready.visit(), ready.file(), run);
                case Verdict.Refused<String>(Refusal refusal) -> abandon(ready, run, refusal);
            };
        } catch (IOException failure) {
            return abandon(
                    ready, run, Refusal.of(RefusalCode.INTERNAL, "reason", String.valueOf(failure.getMessage())));
        }
    }

    private Step abandon(UpdateReady ready, InstallRun run, Refusal refusal) throws IOException {
        // The folder goes before the row: a power cut between leaves the row in PREPARING, and the next start comes
        // here again.
        folders.discardUncommitted(run.offer().app().name(), Set.of());
        recorder.record(
                ready.visit(),
                ready.file().name(),
                Optional.of(ready.file().identity()),
                new Outcome.Refused("release", refusal),
                List.of(new InstallMoved(
                        run.install(), InstallPhase.ABANDONED, ready.visit().now())));
        return new Settled(ready.visit(), ready.file(), List.of());
    }
}
