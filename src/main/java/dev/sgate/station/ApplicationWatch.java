package dev.sgate.station;

import dev.sgate.release.CrashHistory;
import dev.sgate.release.CrashLoopRule;
import dev.sgate.seal.Evidence;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.LedgerView.TakenBack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * Makes the machine follow the ledger: of each application the release that the ledger names runs, and {@code current} points to it.
 * One that ends by itself is started again after a pause; one that ends again and again is taken back ({@link CrashLoopRule},
 * {@link GoingBack}). Where an install of the application goes on, nothing is touched; one that an error cut off is ended here
 * ({@link UnfinishedInstalls}). What happened while the appliance was down, and what somebody else started, is no evidence.
 *
 * <p>Safe for use by several threads.
 */
public final class ApplicationWatch {
    private final LedgerView ledger;
    private final Releases releases;
    private final Supervisor supervisor;
    private final InstallTurn turn;
    private final UnfinishedInstalls unfinished;
    private final GoingBack goingBack;
    private final PreviousRelease committed;
    private final ReleaseFolders folders;
    private final CrashLoopRule rule;
    private final LongSupplier nanoClock;
    private final Map<String, ApplicationRun> runs = new HashMap<>();
    private boolean begun;

    /** @param nanoClock as {@link System#nanoTime} */
    public ApplicationWatch(
            LedgerView ledger,
            Releases releases,
            Supervisor supervisor,
            InstallTurn turn,
            UnfinishedInstalls unfinished,
            GoingBack goingBack,
            Announcements announcements,
            CrashLoopRule rule,
            LongSupplier nanoClock) {
        this.ledger = ledger;
        this.releases = releases;
        this.supervisor = supervisor;
        this.turn = turn;
        this.unfinished = unfinished;
        this.goingBack = goingBack;
        this.folders = new ReleaseFolders(ledger, releases);
        this.committed = new PreviousRelease(ledger, releases, supervisor, announcements);
        this.rule = rule;
        this.nanoClock = nanoClock;
    }

    /** From here on it looks: what was unfinished is undone or taken up, and the applications were started. */
    public synchronized void begin() {
        begun = true;
    }

    /** Looks once at each application, and says what happened. Nothing happens before {@link #begin}. */
    public synchronized List<Notice> look() {
        List<Notice> notices = new ArrayList<>();
        if (begun) {
            notices.addAll(unfinished.look(nanoClock.getAsLong(), rule.longestPause()));
            applications().forEach(app -> look(app, notices));
        }
        return notices;
    }

    private Set<String> applications() {
        Set<String> names = new TreeSet<>();
        ledger.running().forEach(release -> names.add(release.appName()));
        ledger.takenBack().stream().map(TakenBack::release).forEach(release -> names.add(release.appName()));
        return names;
    }

    private void look(String app, List<Notice> notices) {
        try {
            if (!isWaiting(app) && !follows(app)) {
                turn.outsideOfInstalls(app, () -> {
                    if (!isBeingInstalled(app)) {
                        putRight(app, notices);
                    }
                });
            }
        } catch (IOException | RuntimeException failure) {
            // also of the ledger: those that come after it are looked after all the same
            later(app, failure, notices);
        }
    }

    /** Whether it is to be started later; not if the ledger names another release by now. */
    private boolean isWaiting(String app) {
        ApplicationRun run = runOf(app);
        return run.isWaiting(nanoClock.getAsLong()) && run.folder().equals(folderOf(app));
    }

    private String folderOf(String app) {
        return ledger.findRunning(app).map(HeldRelease::folder).orElse("");
    }

    /** What is known of the release that the ledger names. */
    private ApplicationRun runOf(String app) {
        ApplicationRun run = runs.get(app);
        String folder = folderOf(app);
        return run != null && run.folder().equals(folder) ? run : ApplicationRun.found(folder, Optional.empty());
    }

    private boolean isBeingInstalled(String app) {
        return ledger.unfinishedInstalls().stream()
                .anyMatch(install -> install.appName().equals(app));
    }

    /** Whether all is as the ledger says; a process that was not seen before is remembered. */
    private boolean follows(String app) throws IOException {
        Optional<String> folder = ledger.findRunning(app).map(HeldRelease::folder);
        Optional<Supervisor.Running> process = supervisor.find(app);
        boolean same = process.map(Supervisor.Running::folder).equals(folder)
                && releases.current(app).equals(folder);
        if (same && process.isPresent()) {
            Supervisor.Running running = process.get();
            runs.compute(
                    app,
                    (name, run) ->
                            run != null && run.isOf(running) ? run : ApplicationRun.found(running.folder(), process));
        }
        return same;
    }

    private void putRight(String app, List<Notice> notices) throws IOException {
        Optional<HeldRelease> release = ledger.findRunning(app);
        Optional<WayBack> gone = goingBack.ifFolderIsGone(app);
        if (gone.isPresent() && release.isPresent()) {
            notices.add(ApplicationNotices.folderGone(release.get(), gone.get()));
            follow(app, ledger.findRunning(app), notices);
            return;
        }
        boolean onlyEnded = release.isPresent()
                && supervisor.find(app).isEmpty()
                && releases.current(app).equals(release.map(HeldRelease::folder));
        if (onlyEnded) {
            ended(release.get(), notices);
        } else if (!follows(app)) {
            follow(app, release, notices);
        }
    }

    /** Another release was decided on a moment ago, or before a power cut; or somebody moved {@code current}. */
    private void follow(String app, Optional<HeldRelease> release, List<Notice> notices) throws IOException {
        committed.restore(app);
        runs.remove(app);
        Optional<Supervisor.Running> process = supervisor.find(app);
        if (release.isPresent() && process.isPresent()) {
            runs.put(app, runOf(app).started(process.get(), nanoClock.getAsLong()));
            folders.discardTakenBack(app);
        }
        notices.add(ApplicationNotices.broughtInLine(app, release));
    }

    private void ended(HeldRelease release, List<Notice> notices) throws IOException {
        ApplicationRun run = runOf(release.appName());
        if (run.startAgainAt().isEmpty()) {
            judge(release, run, notices);
        } else {
            Supervisor.Running process = supervisor.start(release.appName(), release.folder(), release.command());
            runs.put(release.appName(), run.started(process, nanoClock.getAsLong()));
            notices.add(ApplicationNotices.startedAgain(release, process));
        }
    }

    private void judge(HeldRelease release, ApplicationRun run, List<Notice> notices) throws IOException {
        long now = nanoClock.getAsLong();
        Evidence seen = run.process().map(supervisor::ending).orElseGet(Evidence::none);
        switch (run.history().ended(rule, run.lasted(now))) {
            case CrashHistory.Next.StartAgain(var pause, CrashHistory history) -> {
                runs.put(release.appName(), run.startAgain(pause, history, now));
                notices.add(ApplicationNotices.ended(release, pause, history, seen));
            }
            case CrashHistory.Next.GiveUp(int shortRuns) -> giveUp(release, shortRuns, seen, notices);
        }
    }

    private void giveUp(HeldRelease release, int shortRuns, Evidence seen, List<Notice> notices) throws IOException {
        Evidence loop = Evidence.of("check", "crash-loop")
                .and("shortRuns", shortRuns)
                .and("shortRunSeconds", rule.shortRun().toSeconds());
        Refusal refusal = new Refusal(RefusalCode.HEALTH_CHECK_FAILED, ApplicationNotices.with(loop, seen));
        WayBack way = goingBack.afterCrashLoop(release.appName(), refusal);
        notices.add(ApplicationNotices.takenBack(release, way, refusal));
        follow(release.appName(), ledger.findRunning(release.appName()), notices);
    }

    /** Our own machine failed: no evidence against the release. */
    private void later(String app, Exception failure, List<Notice> notices) {
        ApplicationRun run = runOf(app);
        runs.put(app, run.startAgain(rule.longestPause(), run.history(), nanoClock.getAsLong()));
        notices.add(ApplicationNotices.failed(app, failure, rule.longestPause()));
    }
}
