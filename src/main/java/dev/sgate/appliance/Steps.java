package dev.sgate.appliance;

import dev.sgate.appliance.kiosk.Kiosk;
import dev.sgate.release.CrashLoopRule;
import dev.sgate.seal.Evidence;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.Announcements;
import dev.sgate.station.ApplicationWatch;
import dev.sgate.station.ClockComparison;
import dev.sgate.station.ClockMark;
import dev.sgate.station.FileOpening;
import dev.sgate.station.FileOutcome;
import dev.sgate.station.FileSettling;
import dev.sgate.station.FileStaging;
import dev.sgate.station.InstallTurn;
import dev.sgate.station.JournalExport;
import dev.sgate.station.LedgerView;
import dev.sgate.station.LicenseImport;
import dev.sgate.station.LogEvent;
import dev.sgate.station.MountWatch;
import dev.sgate.station.Notice;
import dev.sgate.station.Outcome;
import dev.sgate.station.ReceiptWriting;
import dev.sgate.station.ReleaseCommit;
import dev.sgate.station.ReleasePreparing;
import dev.sgate.station.ReleaseProbation;
import dev.sgate.station.ReleaseRollback;
import dev.sgate.station.ReleaseSwitching;
import dev.sgate.station.Resume;
import dev.sgate.station.Step;
import dev.sgate.station.Supervisor;
import dev.sgate.station.TrustFirst;
import dev.sgate.station.TrustTaking;
import dev.sgate.station.UpdateWaiting;
import dev.sgate.station.Visit;
import dev.sgate.station.VisitOrder;
import dev.sgate.station.VisitStart;
import dev.sgate.station.VolumeChange;
import dev.sgate.station.VolumeRelease;
import dev.sgate.station.VolumeScan;
import dev.sgate.station.WarningWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * What each name in the route files calls: one class of {@code station} each, and nothing else. Which step comes after which stands
 * in the route files alone. It is one list, and as long as the product has steps.
 */
final class Steps {
    /** What one step does with its body. */
    @FunctionalInterface
    private interface Work<I> {
        Object on(I body) throws Exception;
    }

    /** What one step does where its body goes on unchanged. */
    @FunctionalInterface
    private interface Act<I> {
        void on(I body) throws Exception;
    }

    private final Map<String, StepProcessor.Call> calls = new HashMap<>();
    private final WorkLog work = new WorkLog(!ApplianceLog.isForMachines(), System::nanoTime);
    private final Kiosk kiosk;

    private Steps(Kiosk kiosk) {
        this.kiosk = kiosk;
    }

    /** All steps of {@link StepCatalog#ofProduct}. */
    static Map<String, StepProcessor.Call> of(
            Ports ports, VolumeRoutes routes, StatusFile status, MetricsFile metrics, MountWatch watch, Kiosk kiosk) {
        Steps steps = new Steps(kiosk);
        Announcements announcements = Steps::announce;
        steps.volume(ports, status, watch);
        steps.act("metricsWriting", Object.class, tick -> metrics.write());
        steps.files(ports, announcements);
        steps.releases(ports, announcements);
        steps.resume(ports, announcements);
        steps.failures(ports, announcements);
        steps.calls.putAll(RouteSteps.of(routes));
        return Map.copyOf(steps.calls);
    }

    private void volume(Ports ports, StatusFile status, MountWatch watch) {
        VisitStart start =
                new VisitStart(ports.ledger(), ports.volumes(), ports.time(), ports.ids(), ports.situation());
        VolumeScan scan = new VolumeScan(ports.ledger());
        JournalExport export = new JournalExport(
                ports.ledger(), ports.device(), ports.trust(), ports.staging(), ports.ids(), Steps::announce);
        ReceiptWriting receipt =
                new ReceiptWriting(ports.ledger(), ports.device(), ports.situation(), ZoneId.systemDefault());
        VolumeRelease release = new VolumeRelease(ports.ledger());
        act("outputBounding", Object.class, tick -> ports.output().bound());
        ClockMark mark = new ClockMark(ports.ledger(), ports.time());
        act("markRaising", Object.class, tick -> mark.raise());
        act("clockComparing", Object.class, tick -> compareClock(ports));
        WarningWatch warnings = new WarningWatch(
                ports.ledger(), ports.trust(), ports.device(), ports.time(), ports.situation(), ports.metrics());
        act("leaseFileKeeping", Object.class, body -> ports.leaseFiles().keep());
        act("licenseWatching", Object.class, tick -> warnings.look().forEach(Steps::tell));
        look("mountWatch", () -> seen(watch.changes()));
        step("visitStart", VolumeChange.VolumeArrived.class, arrived -> asked(begin(start, arrived)));
        onVisit("volumeScan", scan::scan);
        onVisit("journalExport", export::export);
        step("receiptWriting", Step.class, receipt::write);
        onVisit("volumeRelease", release::release);
        act("statusWriting", byte[].class, status::write);
    }

    private List<VolumeChange> seen(List<VolumeChange> changes) {
        changes.stream().filter(VolumeChange.VolumeLeft.class::isInstance).forEach(left -> kiosk.seeLeft(left.mount()));
        return changes;
    }

    /** Whoever plugs in a stick is told also where our own disk takes no visit; nothing is read from the stick then. */
    private static Step begin(VisitStart start, VolumeChange.VolumeArrived arrived) {
        try {
            return start.begin(arrived);
        } catch (RuntimeException broken) {
            String reason = Evidence.printable(broken.toString());
            return start.notOnRecord(arrived, Refusal.of(RefusalCode.INTERNAL, "reason", reason));
        }
    }

    /** Somebody at the page asked for the journal: this stick may be written to (BEHAVIOUR 3). */
    private Step asked(Step begun) {
        if (begun instanceof Step.Welcomed welcomed && kiosk.takeWish()) {
            welcomed.visit().allowWriting();
        }
        return begun;
    }

    private void files(Ports ports, Announcements announcements) {
        FileOpening opening = new FileOpening(ports.ledger(), ports.trust(), ports.staging(), ports.ids());
        TrustFirst trustFirst = new TrustFirst();
        TrustTaking trust = new TrustTaking(ports.ledger(), ports.trust(), ports.staging());
        VisitOrder order = new VisitOrder();
        FileStaging staging = new FileStaging(
                ports.ledger(),
                ports.trust(),
                ports.device(),
                ports.situation(),
                ports.time(),
                ports.staging(),
                kiosk.beside(work),
                ports.policy(),
                ports.metrics());
        LicenseImport license = new LicenseImport(
                ports.ledger(),
                ports.trust(),
                ports.device(),
                ports.situation(),
                ports.time(),
                announcements,
                ports.metrics());
        FileSettling settling = new FileSettling(ports.ledger(), ports.staging(), announcements);
        step(
                "trustFirst",
                Gathered.CandidatesGathered.class,
                all -> new Gathered.CandidatesGathered(all.visit(), trustFirst.inOrder(all.visit(), all.names())));
        step("trustTaking", Step.TrustOpened.class, trust::take);
        step("fileOpening", Gathered.Candidate.class, file -> opening.open(file.visit(), file.name()));
        onVisit("visitOrder", visit -> new Gathered.FilesInOrder(visit, order.inOrder(visit)));
        step("fileStaging", Step.Opened.class, staging::stage);
        step("licenseImport", Step.LicenseReady.class, license::apply);
        act("fileSettling", Step.class, step -> tell(step.visit(), settling.settle(step)));
    }

    private void releases(Ports ports, Announcements announcements) {
        InstallTurn turn = ports.turn();
        ReleasePreparing preparing = new ReleasePreparing(
                ports.ledger(),
                ports.trust(),
                ports.device(),
                ports.situation(),
                ports.releases(),
                ports.supervisor(),
                announcements,
                ports.ids());
        ReleaseSwitching switching = new ReleaseSwitching(ports.ledger(), ports.releases(), ports.supervisor());
        ReleaseProbation probation = new ReleaseProbation(ports.supervisor());
        ReleaseCommit commit = new ReleaseCommit(ports.ledger(), ports.releases(), announcements, ports.policy());
        UpdateWaiting waiting = ports.waiting();
        ReleaseRollback rollback =
                new ReleaseRollback(ports.ledger(), ports.releases(), ports.supervisor(), announcements);
        step("releaseTiming", Step.UpdateReady.class, waiting::nowOrLater);
        look("waitingTakingUp", waiting::due);
        step("waitingGoingOn", LedgerView.WaitingUpdate.class, waiting::goOn);
        act("installTurnTaking", Object.class, body -> turn.take(Bodies.visitOf(body), appOf(body)));
        act("installTurnEnding", Object.class, body -> turn.end(Bodies.visitOf(body)));
        step("releasePreparing", Step.UpdateReady.class, ready -> {
            kiosk.seePreparing(ready);
            return work.prepare(ready, preparing::prepare);
        });
        step("releaseSwitching", Step.Prepared.class, switching::switchOver);
        step("releaseProbation", Step.Switched.class, probation::probe);
        step("releaseCommit", Step.Healthy.class, commit::commit);
        step("releaseRollback", Step.Unhealthy.class, rollback::rollBack);
    }

    private static String appOf(Object body) {
        return switch (body) {
            case Step.UpdateReady ready -> ready.update().offer().app().name();
            case Step.CutOff cutOff -> cutOff.install().appName();
            default ->
                throw new IllegalStateException(
                        "nothing is installed by a " + body.getClass().getSimpleName());
        };
    }

    private void resume(Ports ports, Announcements announcements) {
        Resume resume = new Resume(
                ports.ledger(),
                ports.trust(),
                ports.time(),
                ports.ids(),
                ports.staging(),
                ports.releases(),
                ports.supervisor(),
                announcements);
        act("resumeUndoing", Object.class, start -> resume.undo());
        step("resumeTakingUp", Object.class, start -> resume.takeUp());
        step("resumeGoingOn", Step.CutOff.class, cutOff -> {
            LogLine.of(LogEvent.INSTALL_TAKEN_UP, "an install that was cut off goes on")
                    .with("app", cutOff.install().appName())
                    .with("folder", cutOff.install().folder())
                    .tell();
            return resume.goOn(cutOff);
        });
        ApplicationWatch watch = new ApplicationWatch(
                ports.ledger(),
                ports.releases(),
                ports.supervisor(),
                ports.turn(),
                ports.unfinished(announcements),
                ports.goingBack(),
                announcements,
                CrashLoopRule.DEFAULT,
                System::nanoTime);
        act("applicationStart", Object.class, start -> {
            resume.startApplications(ports.waiting().insteadOfStarting()).forEach(Steps::tellStarted);
            watch.begin();
        });
        act("applicationWatching", Object.class, tick -> watch.look().forEach(Steps::tell));
    }

    private static void tellStarted(Supervisor.Running running) {
        LogLine.of(LogEvent.APPLICATION_STARTED, "application started")
                .with("app", running.appName())
                .with("folder", running.folder())
                .with("pid", running.pid())
                .tell();
    }

    private void failures(Ports ports, Announcements announcements) {
        FileSettling settling = new FileSettling(ports.ledger(), ports.staging(), announcements);
        act(
                "fileGivingUp",
                Failure.FileFailed.class,
                failed -> tell(failed.visit(), settling.giveUp(failed.visit(), failed.file(), failed.cause())));
        act("visitGivingUp", Failure.VisitFailed.class, failed -> {
            Visit visit = failed.visit();
            Outcome outcome = new Outcome.Refused("volume", FailureJudging.refusal(visit, failed.cause()));
            Path volume = Path.of(visit.mount().name());
            tell(visit, settling.settle(new Step.NotOpened(visit, volume, Optional.empty(), outcome)));
        });
    }

    private <I> void step(String name, Class<I> type, Work<I> work) {
        calls.put(name, (body, exchange) -> {
            Object result = work.on(expect(name, type, body));
            if (result instanceof Step step) {
                VisitLog.tell(step);
                kiosk.see(step);
            }
            return result;
        });
    }

    private <I> void act(String name, Class<I> type, Act<I> act) {
        calls.put(name, (body, exchange) -> {
            act.on(expect(name, type, body));
            return body;
        });
    }

    /** A look that a clock asks for: the route ends there where nothing was found, as it nearly always is. */
    private void look(String name, Callable<List<?>> look) {
        calls.put(name, (tick, exchange) -> {
            List<?> found = look.call();
            exchange.setRouteStop(found.isEmpty());
            return found;
        });
    }

    private void onVisit(String name, Work<Visit> work) {
        step(name, Object.class, body -> work.on(Bodies.visitOf(body)));
    }

    private static <I> I expect(String name, Class<I> type, Object body) {
        if (!type.isInstance(body)) {
            throw new IllegalStateException("step " + name + " takes " + type.getSimpleName() + ", not "
                    + body.getClass().getSimpleName());
        }
        return type.cast(body);
    }

    /** Advice: whatever comes of it is logged and counted, and changes nothing. */
    private static void compareClock(Ports ports) throws InterruptedException {
        if (!ports.comparison().isAsked()) {
            return;
        }
        ClockComparison.Skew skew = ports.comparison().compare();
        skew.skewSeconds()
                .ifPresent(seconds -> ports.metrics()
                        .clockCompared(Duration.ofSeconds(seconds).abs()));
        if (skew.detected()) {
            HeldTiers.of(ports).forEach(ports.metrics()::clockSkewed);
            LogLine.of(LogEvent.CLOCK_IS_OFF, skew.message()).warn();
        } else {
            LogLine.of(LogEvent.CLOCK_AGREES, skew.message()).tell();
        }
    }

    private void tell(Visit visit, List<FileOutcome> outcomes) {
        outcomes.forEach(outcome -> VisitLog.tell(visit, outcome));
        kiosk.seeOutcomes(visit);
    }

    private static void tell(Notice notice) {
        LogLine line =
                LogLine.of(notice.event(), notice.what()).with(notice.facts()).with("next", notice.next());
        switch (notice.urgency()) {
            case INFORMATION -> line.tell();
            case SOON -> line.warn();
            case NOW -> line.alarm();
        }
    }

    static void announce(LogEvent event, String what, String why, String next) {
        LogLine.of(event, what).with("why", why).with("next", next).warn();
    }
}
