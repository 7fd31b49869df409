package dev.sgate.campaign.syscalls;

import dev.sgate.campaign.oracle.RecoveryOracle;
import dev.sgate.campaign.oracle.StateOracle;
import dev.sgate.campaign.oracle.StickOracle;
import dev.sgate.campaign.oracle.Truth;
import dev.sgate.campaign.scenario.Act;
import dev.sgate.campaign.scenario.Scenario;
import dev.sgate.campaign.scenario.Stage;
import dev.sgate.campaign.site.Daemon;
import dev.sgate.campaign.site.Ground;
import dev.sgate.campaign.site.Start;
import dev.sgate.campaign.site.Vendor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One appliance that lives on from point to point, with the next version on each stick. The daemon is watched from the moment its stick
 * comes until the visit is over; then the same stick comes once more, and now it must do its work. For one thread.
 */
final class Rolling implements AutoCloseable {
    private static final Duration SETTLING = Duration.ofSeconds(30);
    private static final Duration LEFT_ALONE = Duration.ofSeconds(2);
    private static final long PAUSE_NANOS = 20_000_000;
    private static final Pattern VISIT = Pattern.compile("visit=[0-9a-f]+");

    private final Ground ground;
    private final Scenario scenario;
    private final Start start;
    private final Truth truth = new Truth();
    private final StateOracle state;
    private final StickOracle stick = new StickOracle(truth);
    private final List<String> heard = new ArrayList<>();
    private final NextStick sticks;
    private Daemon daemon;

    /** What came of a point: whether there was such a call, and what is broken. */
    record Result(boolean injected, List<String> violations, List<String> said) {}

    private Rolling(Stage stage, Ground ground, Scenario scenario, Start start) throws IOException {
        this.ground = ground;
        this.scenario = scenario;
        this.sticks = new NextStick(ground, stage.vendor(), truth, scenario);
        this.start = start;
        this.state = new StateOracle(
                ground.state(), Vendor.PRODUCT, ground.settings().resolveSibling("scratch"), truth);
        this.daemon = start();
    }

    /** Begins as {@link Scenario#INSTALL} does: versions 1 and 2 are installed. */
    static Rolling begin(Stage stage, Ground ground, Scenario scenario, Start start) throws IOException {
        stage.set(ground, Scenario.INSTALL);
        Rolling rolling = new Rolling(stage, ground, scenario, start);
        stage.saidBefore().forEach(rolling.truth::said);
        return rolling;
    }

    private Daemon start() throws IOException {
        Daemon started = ground.start(start, this::said);
        if (started.await(line -> line.startsWith("ready"), Stage.PATIENCE).isEmpty()) {
            throw new IOException("the daemon does not start: " + started.lines());
        }
        return started;
    }

    private synchronized void said(String line) {
        truth.said(line);
        heard.add(line);
    }

    private synchronized List<String> heardSince(int from) {
        return List.copyOf(heard.subList(from, heard.size()));
    }

    private synchronized int heardLines() {
        return heard.size();
    }

    Result at(Point point, Path log) throws IOException, InterruptedException {
        int from = heardLines();
        sticks.next();
        Files.deleteIfExists(log);
        List<String> options = List.of(
                "-o",
                log.toString(),
                "-e",
                "trace=" + point.call(),
                "-e",
                point.fault().injection(point.call(), point.nth()));
        Strace watching = Strace.attach(daemon, options);
        Optional<String> end;
        try {
            end = visit(SETTLING);
        } finally {
            watching.close();
        }
        boolean injected = point.fault() == Fault.KILL
                ? !daemon.isAlive()
                : !Strace.injected(log).isEmpty();
        List<String> violations = new ArrayList<>(judge(from));
        if (end.isEmpty() && daemon.isAlive() && !Strace.hitALine(log)) {
            violations.add("told: nobody says what became of the stick");
        }
        violations.addAll(told(point, log, from));
        if (!daemon.isAlive()) {
            daemon.kill();
            daemon = start();
        }
        violations.addAll(again());
        return new Result(injected, violations, violations.isEmpty() ? List.of() : story(log, from));
    }

    /** What was made to fail, and what the daemon said. */
    private List<String> story(Path log, int from) throws IOException {
        List<String> story = new ArrayList<>(Strace.injected(log));
        story.addAll(heardSince(from));
        return story;
    }

    /** A release whose sync failed is not installed by that visit. */
    private List<String> told(Point point, Path log, int from) throws IOException {
        boolean release = Strace.injected(log).stream()
                .anyMatch(
                        line -> line.contains("sync(") && (line.contains(".partial") || line.contains("/attachment>")));
        boolean installed =
                heardSince(from).stream().anyMatch(line -> line.startsWith("release installed and healthy"));
        return release && installed && point.fault() != Fault.KILL
                ? List.of("told: a sync of the release failed, and it was installed: " + Strace.injected(log))
                : List.of();
    }

    private Optional<String> visit(Duration atMost) throws IOException {
        int from = daemon.lines().size();
        Set<String> before = daemon.lines().stream().map(Rolling::visitOf).collect(Collectors.toSet());
        ground.plugIn();
        // one that was given up may have a last word after that: it is not this visit's
        Optional<String> end = daemon.await(line -> Act.isEnd(line) && !before.contains(visitOf(line)), from, atMost);
        ground.pullStick();
        return end;
    }

    private static String visitOf(String line) {
        Matcher visit = VISIT.matcher(line);
        return visit.find() ? visit.group() : "none";
    }

    /** A commit that failed may lie in the database's log until the next one takes its place: then only that is looked at. */
    private List<String> judge(int from) throws IOException {
        List<String> violations = new ArrayList<>(ground.atTheBench(stick::look).violations());
        boolean undone = heardSince(from).stream().anyMatch(line -> line.contains("nothing was committed"));
        if (!undone || !daemon.isAlive()) {
            violations.addAll(state.look().violations());
        }
        return violations;
    }

    /** The same stick comes once more, and nothing is in its way. */
    private List<String> again() throws IOException, InterruptedException {
        int from = daemon.lines().size();
        List<String> violations = new ArrayList<>();
        if (visit(Stage.PATIENCE).isEmpty()) {
            violations.add("again: the visit does not end");
        }
        List<String> lines = daemon.lines().subList(from, daemon.lines().size());
        if (lines.stream().noneMatch(this::isDone)) {
            violations.add("again: " + scenario.word() + " is not done: " + lines);
        }
        violations.addAll(settled());
        violations.addAll(judge(heardLines()));
        return violations;
    }

    private boolean isDone(String line) {
        return switch (scenario) {
            case INSTALL -> line.startsWith("release installed and healthy") || line.startsWith("nothing new");
            case LICENSE -> line.startsWith("license in force") || line.startsWith("nothing new");
            case ROLLBACK -> line.startsWith("release rolled back") || line.contains("code=quarantined");
            default -> line.startsWith("journal is on the stick");
        };
    }

    /** A slot, or an old release, that an error kept from being removed is left to the next start on purpose: it gets one. */
    private List<String> settled() throws IOException, InterruptedException {
        if (settledAsItRuns(LEFT_ALONE).stream().anyMatch(Rolling::isLeftToTheNextStart)) {
            daemon.stop(Stage.PATIENCE);
            daemon = start();
        }
        return settledAsItRuns(SETTLING);
    }

    private static boolean isLeftToTheNextStart(String left) {
        return left.startsWith("recovery: staging holds") || left.endsWith(".partial is still there");
    }

    private List<String> settledAsItRuns(Duration atMost) throws IOException {
        RecoveryOracle recovery = new RecoveryOracle(ground.state(), Vendor.PRODUCT);
        long end = System.nanoTime() + atMost.toNanos();
        List<String> left = recovery.look();
        while (!left.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE_NANOS);
            left = recovery.look();
        }
        return left;
    }

    @Override
    public void close() throws IOException {
        daemon.close();
        ground.close();
    }
}
