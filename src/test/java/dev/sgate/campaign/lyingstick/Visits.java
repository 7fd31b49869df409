package dev.sgate.campaign.lyingstick;

import dev.sgate.campaign.oracle.Digests;
import dev.sgate.campaign.oracle.StateOracle;
import dev.sgate.campaign.oracle.StickOracle;
import dev.sgate.campaign.oracle.Truth;
import dev.sgate.campaign.site.Daemon;
import dev.sgate.campaign.site.FileSystem;
import dev.sgate.campaign.site.Folders;
import dev.sgate.campaign.site.Ground;
import dev.sgate.campaign.site.Packaged;
import dev.sgate.campaign.site.PowerSwitch;
import dev.sgate.campaign.site.Release;
import dev.sgate.campaign.site.Start;
import dev.sgate.campaign.site.Vendor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** One daemon, and what it makes of each stick. */
final class Visits implements AutoCloseable {
    private static final List<String> ENDS =
            List.of("safe to unplug", "stick could not be released", "stick not touched", "the visit was given up");

    private static final Duration STOPPING = Duration.ofSeconds(60);
    private static final String PATIENCE = "sticks.patienceSeconds = 10";
    private static final long PAUSE_NANOS = 20_000_000;

    private final Ground ground;
    private final Path folder;
    private final Vendor vendor;
    private final LyingStick stick;
    private final Start start;
    private final Truth truth = new Truth();
    private final StateOracle oracle;
    private final Tally tally;
    private Daemon daemon;
    private int next = 1;

    private Visits(Ground ground, Path folder, Vendor vendor, LyingStick stick, Start start, Tally tally)
            throws IOException {
        this.ground = ground;
        this.folder = folder;
        this.vendor = vendor;
        this.stick = stick;
        this.start = start;
        this.tally = tally;
        this.oracle = new StateOracle(ground.state(), Vendor.PRODUCT, folder.resolve("scratch"), truth);
        this.daemon = start();
    }

    static Visits begin(
            PowerSwitch power, Path folder, Packaged product, Vendor vendor, LyingStick stick, Start start, Tally tally)
            throws IOException {
        Ground ground = Ground.make(power, folder.resolve("ground"), product, vendor, FileSystem.EXT4, FileSystem.EXT4);
        Files.write(ground.settings(), List.of(PATIENCE), StandardOpenOption.APPEND);
        return new Visits(ground, folder, vendor, stick, start, tally);
    }

    private Daemon start() throws IOException {
        Daemon started = ground.start(start, this::said);
        if (started.await(line -> line.startsWith("ready"), Ground.PATIENCE).isEmpty()) {
            throw new IOException("the daemon does not start: " + started.lines());
        }
        return started;
    }

    /** On a stick that swaps its files a license may come under the update's name. */
    private void said(String line) {
        if (!line.startsWith("license in force") || line.contains("file=license-")) {
            truth.said(line);
        }
    }

    /** What was wrong, nothing if all was well. */
    List<String> visit(Lie lie, long seed) throws IOException, InterruptedException {
        Release release = nextRelease();
        truth.offered(release.number(), release.good(), release.tree());
        return switch (lie) {
            case DISK_SHORT_WRITES -> ownDisk(lie, seed, release);
            case HANGS, HANGS_WHEN_LISTED, HANGS_WHEN_LISTED_AGAIN, HANGS_WHEN_SYNCED ->
                besideOneThatHangs(lie, seed, release);
            default -> lyingStick(lie, seed, release);
        };
    }

    private Release nextRelease() throws IOException {
        next = Math.max(next, truth.installed() + 1);
        while (!vendor.release(next).good()) {
            next++;
        }
        return vendor.release(next);
    }

    private List<String> lyingStick(Lie lie, long seed, Release release) throws IOException, InterruptedException {
        int from = daemon.lines().size();
        stick.insert(media(), lie, seed, release.files());
        Optional<String> end = daemon.await(Visits::isEnd, from, Ground.PATIENCE);
        Path held = folder.resolve("held");
        stick.dump(held);
        stick.eject();
        List<String> violations = new ArrayList<>(judge(lie, release, from, end));
        violations.addAll(judgeStick(held, release, lie, from));
        Folders.delete(held);
        revive();
        return violations;
    }

    private Path media() {
        return ground.settings().resolveSibling("media").resolve("lying");
    }

    private static boolean isEnd(String line) {
        return ENDS.stream().anyMatch(line::startsWith);
    }

    /** The folder for what is staged lies on the disk that lies. */
    private List<String> ownDisk(Lie lie, long seed, Release release) throws IOException, InterruptedException {
        daemon.stop(Ground.PATIENCE);
        ground.fillStick(release);
        Path staging = ground.state().resolve("staging");
        stick.insert(staging, lie, seed, List.of());
        daemon = start();
        ground.plugIn();
        Optional<String> end = daemon.await(Visits::isEnd, Ground.PATIENCE);
        daemon.stop(Ground.PATIENCE);
        stick.eject();
        ground.pullStick();
        List<String> violations = judge(lie, release, 0, end);
        daemon = start();
        return violations;
    }

    /** An honest stick with the same files comes while the first one hangs; every other time the daemon is stopped meanwhile. */
    private List<String> besideOneThatHangs(Lie lie, long seed, Release release) throws IOException {
        int from = daemon.lines().size();
        ground.fillStick(release);
        stick.insert(media(), lie, seed, release.files());
        long end = System.nanoTime() + Ground.PATIENCE.toNanos();
        while (stick.state().told() == 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        ground.plugIn();
        Optional<String> served =
                daemon.await(line -> isEnd(line) && line.contains("volume=stick"), from, Ground.PATIENCE);
        Optional<String> stalled = daemon.await(Visits::isStalled, from, Ground.PATIENCE);
        Optional<String> over =
                daemon.await(line -> isEnd(line) && line.contains("volume=lying"), from, Ground.PATIENCE);
        List<String> lines = said(from);
        List<String> violations = new ArrayList<>();
        if (seed % 2 == 0) {
            violations.addAll(stopped());
        }
        stick.eject();
        ground.pullStick();
        violations.addAll(judge(lie, release, from, served));
        expect(violations, stalled.isPresent(), "nobody says that the stick hangs: " + lines);
        expect(violations, over.isPresent(), "the visit of the stick that hung is not over: " + lines);
        revive();
        return violations;
    }

    private static boolean isStalled(String line) {
        return line.contains("code=stalled");
    }

    /**
     * The daemon ends in order while a stick hangs, and another one has the state folder. The kernel keeps the thread that asks the
     * stick, and with it the process, until the stick is pulled: what counts is what the daemon says last.
     */
    private List<String> stopped() throws IOException {
        int from = daemon.lines().size();
        daemon.terminate();
        Optional<String> last = daemon.await(line -> line.startsWith("stopped"), from, STOPPING);
        daemon = start();
        return last.isPresent() ? List.of() : List.of("the daemon does not stop while a stick hangs");
    }

    private List<String> judge(Lie lie, Release release, int from, Optional<String> end) throws IOException {
        List<String> violations = new ArrayList<>();
        if (end.isEmpty()) {
            violations.add("the visit does not end: " + said(from));
        }
        tally.outcome(lie.word() + " " + (truth.installed() >= release.number() ? "installed" : "refused"));
        violations.addAll(oracle.look().violations());
        boolean installed = truth.installed() >= release.number();
        switch (lie.wanted()) {
            case INSTALLED -> expect(violations, installed, "it was not installed: " + said(from));
            case NOT_ALL_OF_IT -> expect(violations, !installed, "it was installed");
            case WHAT_WAS_SIGNED -> {}
        }
        return violations;
    }

    private static void expect(List<String> violations, boolean holds, String otherwise) {
        if (!holds) {
            violations.add(otherwise);
        }
    }

    private List<String> said(int from) {
        List<String> lines = daemon.lines();
        return lines.subList(Math.min(from, lines.size()), lines.size());
    }

    /** What it says is on the stick is there, and whole. */
    private List<String> judgeStick(Path held, Release release, Lie lie, int from) throws IOException {
        truth.clearStick();
        for (Path file : release.files()) {
            truth.onTheStick(file.getFileName().toString(), Digests.of(Files.readAllBytes(file)));
        }
        StickOracle judge = new StickOracle(truth);
        List<String> violations = new ArrayList<>(judge.look(held).violations());
        boolean claimed = said(from).stream().anyMatch(line -> line.startsWith("journal is on the stick"));
        expect(
                violations,
                !claimed || judge.lastEvent() > 0,
                "it says that the journal is on the stick, and it is not");
        if (!claimed && lie.keepsWrites()) {
            expect(violations, !isOfTheVendor(from), "no journal came: " + said(from));
            tally.outcome(lie.word() + " without a journal");
        }
        return violations;
    }

    /** Whether the vendor's hand was seen in a file of it; a stick where every file came out wrong is a stranger's, and not written to. */
    private boolean isOfTheVendor(int from) {
        return said(from).stream()
                .anyMatch(line -> line.startsWith("copying and checking") || line.startsWith("license in force"));
    }

    /** A daemon that died is a violation that was told already; the next stick finds a new one. */
    private void revive() throws IOException {
        if (!daemon.isAlive()) {
            daemon = start();
        }
    }

    @Override
    public void close() throws IOException {
        daemon.close();
        stick.eject();
        ground.close();
    }
}
