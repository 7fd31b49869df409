package dev.sgate.campaign.scenario;

import dev.sgate.campaign.oracle.Digests;
import dev.sgate.campaign.oracle.Look;
import dev.sgate.campaign.oracle.RecoveryOracle;
import dev.sgate.campaign.oracle.StateOracle;
import dev.sgate.campaign.oracle.StickOracle;
import dev.sgate.campaign.oracle.Truth;
import dev.sgate.campaign.site.Daemon;
import dev.sgate.campaign.site.Ground;
import dev.sgate.campaign.site.Release;
import dev.sgate.campaign.site.Start;
import dev.sgate.campaign.site.Vendor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** One scenario on one ground, from its beginning to the appliance that is well again. For one thread. */
public final class Act {
    private static final List<String> ENDS =
            List.of("safe to unplug", "stick could not be released", "stick not touched", "the visit was given up");
    private static final int VERSIONS = Vendor.SINGLE_AND_BAD;
    private static final int AFTERWARDS = 3;
    private static final Duration RECOVERY = Duration.ofSeconds(30);
    private static final long PAUSE_NANOS = 20_000_000;
    private static final int ATTEMPTS = 3;
    private static final long LONG_ENOUGH_NANOS = 1_000_000_000;

    private final Stage stage;
    private final Ground ground;
    private final Scenario scenario;
    private final Truth truth = new Truth();
    private final StateOracle state;
    private final StickOracle stick = new StickOracle(truth);
    private final List<String> heard = new ArrayList<>();
    private String phase = "";
    private String stickPhase = "";

    private Act(Stage stage, Ground ground, Scenario scenario) {
        this.stage = stage;
        this.ground = ground;
        this.scenario = scenario;
        this.state = new StateOracle(
                ground.state(), Vendor.PRODUCT, ground.settings().resolveSibling("scratch"), truth);
    }

    /** Sets the stage; the state disk must be mounted and no daemon run. */
    public static Act begin(Stage stage, Ground ground, Scenario scenario) throws IOException {
        Act act = new Act(stage, ground, scenario);
        ground.endApplications();
        stage.set(ground, scenario);
        for (int version = 1; version <= VERSIONS; version++) {
            Release release = stage.release(version);
            act.truth.offered(version, release.good(), release.tree());
        }
        if (scenario.hasHistory()) {
            stage.saidBefore().forEach(act.truth::said);
        }
        for (Path file : stage.onTheStick(scenario)) {
            act.truth.onTheStick(file.getFileName().toString(), Digests.of(Files.readAllBytes(file)));
        }
        if (scenario == Scenario.EXPORT) {
            act.truth.onTheStick("SGATE-RETURN", Digests.of(new byte[0]));
        }
        act.state.look();
        return act;
    }

    /** Starts the daemon, with the stick in its place where the scenario has one. */
    public Daemon start(Start start) throws IOException {
        if (!scenario.isStart()) {
            ground.plugIn();
        }
        return startWithoutStick(start);
    }

    /** Starts it without. */
    public Daemon startWithoutStick(Start start) throws IOException {
        return ground.start(start, this::said);
    }

    private synchronized void said(String line) {
        truth.said(line);
        heard.add(line);
    }

    /** What all daemons of this act said. */
    public synchronized List<String> heard() {
        return List.copyOf(heard);
    }

    /** Waits for the scenario's end, or the daemon's; whether it was the scenario's. */
    public boolean awaitEnd(Daemon daemon) {
        return awaitEnd(daemon, 0);
    }

    private boolean awaitEnd(Daemon daemon, int from) {
        return awaitLine(daemon, from, scenario.isStart() ? line -> line.startsWith("ready") : Act::isEnd)
                .isPresent();
    }

    private static Optional<String> awaitLine(Daemon daemon, int from, Predicate<String> wanted) {
        return daemon.await(wanted, from, Stage.PATIENCE);
    }

    /** Whether a visit is over with this line. */
    public static boolean isEnd(String line) {
        return ENDS.stream().anyMatch(line::startsWith);
    }

    /** Everything stops: the power goes, or only the daemon does. The disk is mounted afterwards, the stick is at the bench. */
    public void stop(Daemon daemon, boolean powerGoes) throws IOException {
        if (powerGoes) {
            ground.cutPower(daemon);
            ground.powerOn();
        } else {
            daemon.kill();
            ground.pullStick();
        }
    }

    /** Looks at both disks; nothing runs but the application. */
    public List<String> judge() throws IOException {
        Look atTheBench = ground.atTheBench(stick::look);
        List<String> violations = new ArrayList<>(atTheBench.violations());
        stickPhase = atTheBench.phase();
        Look look = state.look();
        violations.addAll(look.violations());
        phase = look.phase();
        return violations;
    }

    /** As {@link RecoveryOracle#rebuilt}. */
    public List<String> rebuilt() throws IOException {
        return recoveryOracle().rebuilt();
    }

    private RecoveryOracle recoveryOracle() {
        return new RecoveryOracle(ground.state(), Vendor.PRODUCT);
    }

    /** How far it had come at the last look. */
    public String phase() {
        return phase;
    }

    /**
     * Starts once more as on a site: first without a stick, and all that was left half done must be in order; then the stick comes,
     * and what the scenario is about must be done. What is not well.
     */
    public List<String> recover(Start start) throws IOException, InterruptedException {
        List<String> violations = new ArrayList<>();
        if (scenario.isStart()) {
            ground.fillStick(stage.release(AFTERWARDS));
            for (Path file : stage.release(AFTERWARDS).files()) {
                truth.onTheStick(file.getFileName().toString(), Digests.of(Files.readAllBytes(file)));
            }
        }
        Daemon daemon = startWithoutStick(start);
        if (awaitLine(daemon, 0, line -> line.startsWith("ready")).isEmpty()) {
            violations.add("recovery: the daemon is not ready: " + daemon.lines());
        }
        violations.addAll(recovered());
        visit(daemon, violations);
        settled(daemon, violations);
        if (scenario.isBad()) {
            quarantined(daemon, violations);
        }
        violations.addAll(recovered());
        daemon.stop(Stage.PATIENCE);
        violations.addAll(judge());
        if (stickPhase.contains("a file half written")) {
            violations.add("stick: a temporary is still there after a whole visit");
        }
        ground.endApplications();
        return violations;
    }

    private void visit(Daemon daemon, List<String> violations) throws IOException {
        int from = daemon.lines().size();
        plugInUntilSeen(daemon, from);
        Optional<String> end = awaitLine(daemon, from, Act::isEnd);
        if (end.isEmpty()) {
            violations.add("recovery: the visit does not end: " + daemon.lines());
        }
        if (end.filter(line -> line.startsWith("safe")).isPresent()
                && ground.stickDisk().isWritable()) {
            violations.add("stick: it is safe to unplug, and still writable");
        }
        ground.pullStick();
    }

    /** A stick that was pulled and put in between two looks at the mount table was never gone. */
    private void plugInUntilSeen(Daemon daemon, int from) throws IOException {
        ground.plugIn();
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            if (daemon.await(line -> line.startsWith("stick seen"), from, RECOVERY)
                    .isPresent()) {
                return;
            }
            ground.pullStick();
            LockSupport.parkNanos(LONG_ENOUGH_NANOS);
            ground.plugIn();
        }
    }

    private void settled(Daemon daemon, List<String> violations) {
        boolean done = switch (scenario) {
            case FIRST_BOOT, MIGRATION, INSTALL -> truth.installed() >= AFTERWARDS || said(daemon, "nothing new");
            case LICENSE -> said(daemon, "license in force") || said(daemon, "nothing new");
            case ROLLBACK -> truth.installed() == 2;
            case FIRST_FAILS -> truth.installed() == 0;
            case EXPORT -> said(daemon, "journal is on the stick");
            case TRUST -> said(daemon, "the vendor's new keys count") || said(daemon, "nothing new");
        };
        if (!done) {
            violations.add("recovery: " + scenario.word() + " is not done: " + daemon.lines());
        }
    }

    private static boolean said(Daemon daemon, String beginning) {
        return daemon.lines().stream().anyMatch(line -> line.startsWith(beginning));
    }

    /** The version that failed is not tried once more. */
    private void quarantined(Daemon daemon, List<String> violations) throws IOException {
        int from = daemon.lines().size();
        visit(daemon, violations);
        List<String> later = daemon.lines().subList(from, daemon.lines().size());
        if (later.stream().noneMatch(line -> line.contains("code=quarantined"))) {
            violations.add("recovery: the version that failed is not quarantined: " + later);
        }
    }

    private List<String> recovered() throws IOException {
        RecoveryOracle recovery = recoveryOracle();
        long end = System.nanoTime() + RECOVERY.toNanos();
        List<String> left = recovery.look();
        while (!left.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE_NANOS);
            left = recovery.look();
        }
        return left;
    }
}
