package dev.sgate.station;

import static dev.sgate.station.StickBuilder.binary;
import static dev.sgate.station.StickBuilder.folder;
import static dev.sgate.station.StickBuilder.release;
import static dev.sgate.station.StickBuilder.stick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.release.CrashLoopRule;
import dev.sgate.release.InstallPhase;
import dev.sgate.release.SemVer;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.StepFaults.Fault;
import dev.sgate.vectors.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Committed applications that end: once, again and again, and together with the one before. */
class ApplicationWatchTest {
    private static final String OLD = "2.4.0";
    private static final String NEW = "2.5.0";
    private static final String LATER = "2026-01-15T00:00:00Z";
    private static final CrashLoopRule RULE =
            new CrashLoopRule(3, Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofSeconds(60));

    private final TestSite site = new TestSite();
    private long nanos = 5_000_000_000L;
    private ApplicationWatch watch = watch();

    private ApplicationWatch watch() {
        return new ApplicationWatch(
                site.ledger,
                site.releases,
                site.supervisor,
                site.turn,
                new GoingBack(site.ledger, site.trust, site.releases, site.time::now),
                site.announcements,
                RULE,
                () -> nanos);
    }

    @BeforeEach
    void twoReleases() throws Exception {
        new VisitDriver(site).plugIn(stick().update(OLD).plugged());
        new VisitDriver(site).plugIn(stick().update(NEW).plugged());
        watch.begin();
        assertThat(look()).isEmpty();
    }

    private List<String> look() {
        return watch.look().stream().map(Notice::what).toList();
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private void end() {
        site.supervisor.running.clear();
    }

    private boolean runs() {
        return !site.supervisor.running.isEmpty();
    }

    /** It ends, and is looked at until it runs again or was given up. */
    private void crash(Duration after) {
        pass(after);
        end();
        watch.look();
        if (!runs()) {
            pass(Duration.ofSeconds(60));
            watch.look();
        }
    }

    private void crashLoop() {
        crash(Duration.ofSeconds(1));
        for (int run = 0; run < 3; run++) {
            crash(Duration.ofSeconds(1));
        }
    }

    @Test
    void anApplicationThatEndsIsStartedAgainAfterAPause() {
        end();
        assertThat(look()).containsExactly("an application ended by itself");
        assertThat(look()).isEmpty();
        assertThat(runs()).isFalse();

        pass(Duration.ofSeconds(1));
        assertThat(look()).containsExactly("an application was started again");
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(NEW));
        assertThat(look()).isEmpty();
    }

    @Test
    void oneThatEndsAgainAndAgainIsTakenBackToThePreviousRelease() throws Exception {
        crashLoop();

        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(OLD));
        assertThat(site.releases.current("lamp")).contains(folder(OLD));
        assertThat(site.releases.folders("lamp")).containsExactly(folder(OLD));
        assertThat(site.memory.quarantined())
                .singleElement()
                .satisfies(bad -> assertThat(bad.version()).isEqualTo(new SemVer(NEW)));
        assertThat(site.events("update-rolled-back"))
                .singleElement()
                .asString()
                .contains(
                        "\"why\":\"crash-loop\"",
                        "\"kept\":\"2.4.0\"",
                        "\"code\":\"health-check-failed\"",
                        "check=crash-loop shortRuns=3");
        assertThat(site.memory.findFloor("lamp", signers -> true).orElseThrow().highestCommitted())
                .as("the floor stays")
                .isEqualTo(new SemVer(NEW));
        assertThat(look()).isEmpty();
    }

    @Test
    void theSameStickDoesNotBringItBackAndALaterFileDoes() throws Exception {
        crashLoop();
        assertThat(plugIn(stick().update(NEW))).isEqualTo("refused quarantined");
        assertThat(plugIn(stick().update(NEW, LATER))).isEqualTo("applied");
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(NEW));
        assertThat(site.memory.takenBack()).isEmpty();
        assertThat(site.memory.quarantined()).isEmpty();
    }

    private String plugIn(StickBuilder stick) throws Exception {
        Outcome outcome = new VisitDriver(site)
                .plugIn(stick.plugged())
                .visit()
                .outcomes()
                .getLast()
                .outcome();
        return outcome.result()
                + outcome.findRefusal().map(refusal -> " " + refusal.code()).orElse("");
    }

    @Test
    void whereBothAreBrokenNoneRunsAndSticksAreStillTaken() throws Exception {
        crashLoop();
        site.now = site.now.plusSeconds(60);
        crashLoop();

        assertThat(runs()).isFalse();
        assertThat(site.releases.current("lamp")).isEmpty();
        assertThat(site.memory.running()).isEmpty();
        assertThat(site.memory.quarantined()).hasSize(2);
        assertThat(site.events("update-rolled-back")).hasSize(2);
        assertThat(site.events("update-rolled-back").getLast()).doesNotContain("\"kept\"");
        int started = site.supervisor.started.size();
        pass(Duration.ofDays(1));
        assertThat(look()).isEmpty();
        new VisitDriver(site).boot();
        watch = watch();
        watch.begin();
        assertThat(look()).isEmpty();
        assertThat(site.supervisor.started).as("never a loop").hasSize(started);

        assertThat(report().toLines()).anyMatch(line -> line.startsWith("lamp: no release runs; 2.4.0 was taken back"));
        assertThat(report().toJson().get("takenBack")).asString().contains("2.4.0", "2.5.0");

        assertThat(plugIn(stick().update("2.6.0"))).isEqualTo("applied");
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder("2.6.0"));
        assertThat(look()).isEmpty();
        assertThat(report().toLines()).noneMatch(line -> line.contains("no release runs"));
    }

    private StationReport report() throws IOException {
        return StationReport.of(site.ledger, site.trust, site.supervisor, site.device, site.time, SiteLimits.DEFAULT);
    }

    @Test
    void neverBelowTheMinimumVersion() throws Exception {
        Consumer<Map<String, Object>> floor = release("2.6.0", LATER)
                .andThen(payload -> Samples.in(payload, "app").put("minimumVersion", "2.6.0"));
        assertThat(plugIn(stick().update(floor, binary("2.6.0")))).isEqualTo("applied");
        look();

        crashLoop();

        assertThat(runs()).isFalse();
        assertThat(site.memory.running()).isEmpty();
        assertThat(site.memory.takenBack())
                .extracting(back -> back.release().version())
                .containsExactly(new SemVer("2.6.0"));
        assertThat(site.releases.folders("lamp"))
                .as("what could be forgiven stays")
                .contains(folder("2.6.0"));
    }

    @Test
    void aLongRunBetweenIsNoLoop() {
        for (int run = 0; run < 20; run++) {
            crash(run % 2 == 0 ? Duration.ofSeconds(61) : Duration.ofSeconds(1));
        }
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(NEW));
        assertThat(site.memory.quarantined()).isEmpty();
    }

    @Test
    void restartsOfTheApplianceAreNoEvidence() throws Exception {
        for (int start = 0; start < 10; start++) {
            crash(Duration.ofSeconds(1));
            crash(Duration.ofSeconds(1));
            site.losePower();
            new VisitDriver(site).boot();
            watch = watch();
            watch.begin();
            watch.look();
        }
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(NEW));
        assertThat(site.memory.quarantined()).isEmpty();
    }

    @Test
    void aMachineThatCannotStartItIsNoEvidence() {
        site.supervisor.startFails.put("lamp", new IOException("Cannot allocate memory"));
        end();
        for (int look = 0; look < 100; look++) {
            watch.look();
            pass(Duration.ofSeconds(30));
        }
        assertThat(site.memory.quarantined()).isEmpty();
        assertThat(site.memory.findRunning("lamp")).map(HeldRelease::folder).contains(folder(NEW));

        site.supervisor.startFails.clear();
        pass(Duration.ofSeconds(60));
        watch.look();
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(NEW));
    }

    @Test
    void whileItIsBeingInstalledNobodyElseTouchesIt() throws Exception {
        site.supervisor.interrupted = true;
        try {
            new VisitDriver(site).plugIn(stick().update("2.6.0").plugged());
        } catch (InterruptedException stopped) {
            assertThat(site.memory.unfinishedInstalls()).hasSize(1);
        }
        end();

        pass(Duration.ofHours(1));
        assertThat(look()).isEmpty();
        assertThat(runs()).isFalse();
    }

    @Test
    void nothingIsTouchedBeforeTheBeginning() {
        watch = watch();
        end();
        assertThat(look()).isEmpty();
        pass(Duration.ofHours(1));
        assertThat(look()).isEmpty();
        assertThat(runs()).isFalse();
    }

    private void lose(String version) {
        site.releases.folders.getOrDefault("lamp", Map.of()).remove(folder(version));
    }

    @Test
    void oneWhoseFolderIsGoneGoesBackToThePreviousReleaseAndMayComeAgain() throws Exception {
        lose(NEW);
        assertThat(look()).as("what runs goes on").isEmpty();

        end();
        assertThat(look())
                .containsExactly(
                        "the folder of a release is gone; the previous one runs instead",
                        "an application was brought in line with the ledger");
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(OLD));
        assertThat(site.releases.current("lamp")).contains(folder(OLD));
        assertThat(site.memory.quarantined()).isEmpty();
        assertThat(site.events("update-rolled-back"))
                .singleElement()
                .asString()
                .contains("\"why\":\"folder-gone\"", "\"kept\":\"2.4.0\"")
                .doesNotContain("\"code\"", "\"evidence\"");
        assertThat(look()).isEmpty();

        assertThat(plugIn(stick().update(NEW))).isEqualTo("applied");
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(NEW));
    }

    @Test
    void whereThereIsNoneToGoBackToNoneRunsAndTheStickBringsItAgain() throws Exception {
        lose(NEW);
        lose(OLD);
        end();
        assertThat(look())
                .contains("the folder of a release is gone and there is none to go back to; no application runs now");
        assertThat(site.releases.current("lamp")).isEmpty();
        assertThat(site.memory.running()).isEmpty();
        pass(Duration.ofHours(1));
        assertThat(look()).isEmpty();

        assertThat(plugIn(stick().update(NEW))).isEqualTo("applied");
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(NEW));
    }

    @Test
    void currentIsPutRight() throws Exception {
        site.releases.current.put("lamp", folder(OLD));
        assertThat(look()).containsExactly("an application was brought in line with the ledger");
        assertThat(site.releases.current("lamp")).contains(folder(NEW));
        assertThat(site.supervisor.started).as("it goes on running").hasSize(2);
    }

    /** At each step of the way back: with a power cut before it, after it, and with an error. */
    @Test
    void aWayBackThatIsCutOffAnywhereEndsWell() throws Exception {
        for (Fault fault : Fault.values()) {
            for (int step = 0; step < 20; step++) {
                ApplicationWatchTest story = new ApplicationWatchTest();
                story.twoReleases();
                story.crash(Duration.ofSeconds(1));
                story.site.crash.fail(step, fault);
                try {
                    story.crashLoop();
                } catch (RuntimeException cut) {
                    assertThat(cut).isNotNull();
                }
                story.site.losePower();
                new VisitDriver(story.site).boot();
                story.watch = story.watch();
                story.watch.begin();
                story.watch.look();
                story.pass(Duration.ofMinutes(2));
                story.watch.look();
                story.assertWhole(fault + " in step " + step);
            }
        }
    }

    private void assertWhole(String when) {
        String runs = site.memory.findRunning("lamp").orElseThrow().folder();
        assertThat(site.supervisor.folder("lamp")).as(when).isEqualTo(runs);
        assertThat(site.releases.current("lamp")).as(when).contains(runs);
        boolean wentBack = runs.equals(folder(OLD));
        assertThat(site.events("update-rolled-back")).as(when).hasSize(wentBack ? 1 : 0);
        assertThat(site.memory.quarantined()).as(when).hasSize(wentBack ? 1 : 0);
        assertThat(site.memory.appliedReleases("lamp").getLast().phase())
                .as(when)
                .isEqualTo(wentBack ? InstallPhase.TAKEN_BACK : InstallPhase.COMMITTED);
        assertThat(site.releases.folders("lamp"))
                .as(when)
                .containsExactlyElementsOf(wentBack ? List.of(runs) : List.of(folder(OLD), folder(NEW)));
    }

    @Test
    void theWayBackIsFoundWithoutChangingAnything() throws Exception {
        GoingBack back = new GoingBack(site.ledger, site.trust, site.releases, site.time::now);
        assertThat(back.find("lamp"))
                .isInstanceOfSatisfying(
                        WayBack.Open.class,
                        open -> assertThat(open.to().version()).isEqualTo(new SemVer(OLD)));
        assertThat(back.find("lantern")).isEqualTo(new WayBack.NothingRuns());
        assertThat(back.asked("lamp")).isInstanceOf(WayBack.Open.class);
        assertThat(site.events("update-rolled-back"))
                .singleElement()
                .asString()
                .contains("\"why\":\"asked\"")
                .doesNotContain("\"code\"", "\"evidence\"");
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(NEW));
        watch.look();
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(OLD));
        assertThat(back.find("lamp")).isInstanceOf(WayBack.NothingBefore.class);
        assertThat(back.asked("lamp")).isInstanceOf(WayBack.NothingBefore.class);
        assertThat(Optional.of(site.supervisor.folder("lamp"))).contains(folder(OLD));
    }

    @Test
    void theWayBackIsClosedByTheFloorAndByAQuarantine() throws Exception {
        GoingBack back = new GoingBack(site.ledger, site.trust, site.releases, site.time::now);
        HeldRelease old = site.memory.findPrevious("lamp").orElseThrow();
        site.ledger.commit(
                List.of(new StateChange.DigestQuarantined(
                        old.digest(), "lamp", old.version(), old.fileIssuedAt(), site.now)),
                List.of());
        assertThat(closed(back)).isEqualTo(RefusalCode.QUARANTINED);

        Consumer<Map<String, Object>> floor = release("2.6.0", LATER)
                .andThen(payload -> Samples.in(payload, "app").put("minimumVersion", "2.6.0"));
        plugIn(stick().update(floor, binary("2.6.0")));
        assertThat(closed(back)).isEqualTo(RefusalCode.DOWNGRADE);
        assertThat(back.asked("lamp")).isInstanceOf(WayBack.Closed.class);
        assertThat(site.memory.findRunning("lamp").orElseThrow().version()).isEqualTo(new SemVer("2.6.0"));
    }

    private static RefusalCode closed(GoingBack back) throws IOException {
        return ((WayBack.Closed) back.find("lamp")).refusal().code();
    }
}
