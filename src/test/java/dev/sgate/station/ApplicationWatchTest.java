package dev.sgate.station;

import static dev.sgate.station.StickBuilder.binary;
import static dev.sgate.station.StickBuilder.folder;
import static dev.sgate.station.StickBuilder.release;
import static dev.sgate.station.StickBuilder.stick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.release.SemVer;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.vectors.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Committed applications that end: once, again and again, and together with the one before. */
class ApplicationWatchTest extends WatchUnderTest {
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

        Visit another = Resume.beginWithoutStick("another", site.ledger, site.ids, site.time);
        site.turn.take(another, "lantern");
        assertThat(look()).isEmpty();
        pass(Duration.ofHours(1));
        assertThat(look()).as("it may wait for its turn").isEmpty();
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

    @Test
    void currentIsPutRight() throws Exception {
        site.releases.current.put("lamp", folder(OLD));
        assertThat(look()).containsExactly("an application was brought in line with the ledger");
        assertThat(site.releases.current("lamp")).contains(folder(NEW));
        assertThat(site.supervisor.started).as("it goes on running").hasSize(2);
    }
}
