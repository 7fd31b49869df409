package dev.sgate.station;

import static dev.sgate.station.StickBuilder.binary;
import static dev.sgate.station.StickBuilder.folder;
import static dev.sgate.station.StickBuilder.release;
import static dev.sgate.station.StickBuilder.stick;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

/** The way back to the release before: found, closed, and cut off anywhere. */
class GoingBackTest extends WatchUnderTest {
    /** At each step of the way back: with a power cut before it, after it, and with an error. */
    @Test
    void aWayBackThatIsCutOffAnywhereEndsWell() throws Exception {
        for (Fault fault : Fault.values()) {
            for (int step = 0; step < 20; step++) {
                GoingBackTest story = new GoingBackTest();
                story.twoReleases();
                story.crash(Duration.ofSeconds(1));
                story.site.crash.fail(step, fault);
                try {
                    story.crashLoop();
                } catch (RuntimeException | PowerCut cut) {
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
