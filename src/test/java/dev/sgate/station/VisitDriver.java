package dev.sgate.station;

import dev.sgate.seal.RefusalCode;
import dev.sgate.station.Step.Opened;
import dev.sgate.station.VolumeChange.VolumeArrived;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Goes from step to step as the routes do, on one thread. A new one is a restarted appliance. */
final class VisitDriver {
    static final Mount SAFE_MOUNT =
            new Mount(Path.of("/media/usb0"), "1", "/dev/sda1", "vfat", Set.of("ro", "nosuid", "nodev", "noexec"));

    /** How a visit went: the last word of its way back. */
    record Visited(Visit visit, Optional<Step> exported, Optional<Step> receipt, Optional<Step> released) {
        /** Why files were refused, in their order. */
        List<RefusalCode> codes() {
            return visit.outcomes().stream()
                    .flatMap(file -> file.outcome().findRefusal().stream())
                    .map(refusal -> refusal.code())
                    .toList();
        }
    }

    private final TestSite site;
    private final VolumeScan scan;
    private final FileOpening opening;
    private final TrustTaking trust;
    private final FileStaging staging;
    private final LicenseImport licenses;
    private final ReleasePreparing preparing;
    private final ReleaseSwitching switching;
    private final ReleaseProbation probation;
    private final ReleaseCommit commit;
    private final UpdateWaiting waiting;
    private final ReleaseRollback rollback;
    private final FileSettling settling;
    private final JournalExport export;
    private final ReceiptWriting receipts;
    private final VolumeRelease release;
    private final Resume resume;

    VisitDriver(TestSite site) {
        this(site, site.staging, site.releases, site.supervisor);
    }

    /** With disk and processes of its own. */
    VisitDriver(TestSite site, Staging slots, Releases releases, Supervisor supervisor) {
        this.site = site;
        scan = new VolumeScan(site.ledger);
        opening = new FileOpening(site.ledger, site.trust, slots, site.ids);
        trust = new TrustTaking(site.ledger, site.trust, slots);
        staging = new FileStaging(
                site.ledger,
                site.trust,
                site.device,
                site.situation,
                site.time,
                slots,
                site.progress,
                site.policy,
                Meter.SILENT);
        licenses = new LicenseImport(
                site.ledger, site.trust, site.device, site.situation, site.time, site.announcements, Meter.SILENT);
        preparing = new ReleasePreparing(
                site.ledger,
                site.trust,
                site.device,
                site.situation,
                releases,
                supervisor,
                site.announcements,
                site.ids);
        switching = new ReleaseSwitching(site.ledger, releases, supervisor);
        probation = new ReleaseProbation(supervisor);
        commit = new ReleaseCommit(site.ledger, releases, site.announcements, site.policy);
        waiting = new UpdateWaiting(site.ledger, site.trust, slots, supervisor, site.time, site.ids, site.policy);
        rollback = new ReleaseRollback(site.ledger, releases, supervisor, site.announcements);
        settling = new FileSettling(site.ledger, slots, site.announcements);
        export = new JournalExport(site.ledger, site.device, site.trust, slots, site.ids, site.announcements);
        receipts = new ReceiptWriting(site.ledger, site.device, site.situation, ZoneId.of("Europe/Berlin"));
        release = new VolumeRelease(site.ledger);
        resume = new Resume(
                site.ledger, site.trust, site.time, site.ids, slots, releases, supervisor, site.announcements);
    }

    Visited plugIn(FakeVolume volume) throws IOException, InterruptedException {
        return plugIn(volume, SAFE_MOUNT);
    }

    Visited plugIn(FakeVolume volume, Mount mount) throws IOException, InterruptedException {
        Step step = new VisitStart(site.ledger, ignored -> volume, site.time, site.ids, site.situation)
                .begin(new VolumeArrived(mount));
        if (step instanceof Step.Welcomed welcomed) {
            step = scan.scan(welcomed.visit());
        }
        Visit visit = step.visit();
        if (step instanceof Step.TurnedAway) {
            return new Visited(visit, Optional.empty(), Optional.empty(), Optional.empty());
        }
        openAll(visit);
        for (Opened opened : new VisitOrder().inOrder(visit)) {
            apply(opened);
        }
        Step exported = export.export(visit);
        Step receipt = receipts.write(exported);
        return new Visited(visit, Optional.of(exported), Optional.of(receipt), Optional.of(release.release(visit)));
    }

    private void openAll(Visit visit) throws IOException {
        for (Path name : new TrustFirst().inOrder(visit, visit.candidates())) {
            Step step = opening.open(visit, name);
            if (step instanceof Step.NotOpened) {
                settling.settle(step);
            }
            if (step instanceof Step.TrustOpened opened) {
                take(opened);
            }
        }
    }

    private void take(Step.TrustOpened opened) {
        try {
            settling.settle(trust.take(opened));
        } catch (IOException | UncheckedIOException failure) {
            settling.giveUp(opened.visit(), opened.file(), failure);
        }
    }

    private void apply(Opened opened) throws IOException, InterruptedException {
        try {
            Step step = staging.stage(opened);
            if (step instanceof Step.LicenseReady ready) {
                step = licenses.apply(ready);
            }
            if (step instanceof Step.UpdateReady ready) {
                step = waiting.nowOrLater(ready);
            }
            if (step instanceof Step.UpdateReady ready) {
                step = inTurn(ready);
            }
            settling.settle(step);
        } catch (IOException failure) {
            settling.giveUp(opened.visit(), opened.file(), failure);
        }
    }

    private Step inTurn(Step.UpdateReady ready) throws IOException, InterruptedException {
        site.turn.take(ready.visit(), ready.update().offer().app().name());
        try {
            Step step = preparing.prepare(ready);
            return step instanceof Step.Prepared prepared ? goOn(switching.switchOver(prepared)) : step;
        } finally {
            site.turn.end(ready.visit());
        }
    }

    private Step goOn(Step begun) throws IOException, InterruptedException {
        Step step = begun;
        if (step instanceof Step.Switched switched) {
            step = probation.probe(switched);
        }
        if (step instanceof Step.Healthy healthy) {
            step = commit.commit(healthy);
        }
        if (step instanceof Step.Unhealthy unhealthy) {
            step = rollback.rollBack(unhealthy);
        }
        return step;
    }

    /** One look at what waits; gives the outcomes of what was installed. */
    List<Outcome> installWhatIsDue() throws IOException, InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        for (LedgerView.WaitingUpdate due : waiting.due()) {
            Step step = waiting.goOn(due);
            if (step instanceof Step.UpdateReady ready) {
                step = inTurn(ready);
            }
            settling.settle(step);
            step.visit().outcomes().forEach(file -> outcomes.add(file.outcome()));
        }
        return outcomes;
    }

    /** What happens at every start, before a stick is looked at; gives what was taken up. */
    List<Step> boot() throws IOException, InterruptedException {
        resume.undo();
        List<Step> ends = new ArrayList<>();
        for (Step.CutOff cutOff : resume.takeUp()) {
            try {
                Step end = goOn(resume.goOn(cutOff));
                settling.settle(end);
                ends.add(end);
            } catch (IOException failure) {
                settling.giveUp(cutOff.visit(), cutOff.file(), failure);
            }
        }
        resume.startApplications(waiting.insteadOfStarting());
        return ends;
    }
}
