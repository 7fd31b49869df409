package dev.sgate.station;

import static dev.sgate.station.StickBuilder.binary;
import static dev.sgate.station.StickBuilder.folder;
import static dev.sgate.station.StickBuilder.release;
import static dev.sgate.station.StickBuilder.stick;
import static dev.sgate.station.VisitStory.NEW;
import static dev.sgate.station.VisitStory.OLD;
import static dev.sgate.station.VisitStory.assertWellAfterBoot;
import static dev.sgate.station.VisitStory.stops;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.release.SemVer;
import dev.sgate.seal.Keyring;
import dev.sgate.station.StepFaults.Fault;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the next start makes of one certain thing that it finds. */
class ResumeCasesTest {
    @Test
    void whereTheFolderOnProbationIsGoneTheHealthyOldOneIsNotEvenTouched() throws Exception {
        TestSite site = VisitStory.GOOD_UPDATE.site();
        site.crash.fail(VisitStory.GOOD_UPDATE.steps().indexOf("stop " + folder(OLD)), Fault.KILLED_BEFORE);
        assertThat(stops(site, VisitStory.GOOD_UPDATE.volume())).isTrue();
        site.crash.heal();
        site.releases.discard("lamp", folder(NEW));
        site.crash.heal();

        new VisitDriver(site).boot();

        assertThat(site.crash.steps).noneMatch(step -> step.startsWith("stop") || step.startsWith("start"));
        assertWellAfterBoot(VisitStory.GOOD_UPDATE, site);
    }

    @Test
    void troubleWithOneInstallDoesNotReachTheOthers() throws Exception {
        TestSite site = new TestSite();
        List<FakeVolume> volumes = List.of(ofApplication("broken"), ofApplication("lamp"));
        site.supervisor.interrupted = true;
        for (FakeVolume volume : volumes) {
            assertThatThrownBy(() -> new VisitDriver(site).plugIn(volume)).isInstanceOf(InterruptedException.class);
        }
        site.supervisor.interrupted = false;
        site.losePower();
        site.supervisor.startFails.put("broken", new IOException("Cannot allocate memory"));

        new VisitDriver(site).boot();

        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(NEW));
        assertThat(site.supervisor.find("broken")).isEmpty();
        assertThat(site.releases.current("broken")).isEmpty();
        assertThat(site.memory.unfinishedInstalls()).isEmpty();
        assertThat(site.memory.quarantined()).isEmpty();
    }

    private static FakeVolume ofApplication(String name) {
        return stick().update(
                        release(NEW, Samples.MADE)
                                .andThen(payload -> Samples.in(payload, "app").put("name", name)),
                        binary(NEW))
                .plugged();
    }

    @Test
    void aReleaseWhoseKeyWasRevokedDuringItsProbationGoesBackWithoutAVerdict() throws Exception {
        TestSite site = VisitStory.GOOD_UPDATE.site();
        site.crash.fail(VisitStory.GOOD_UPDATE.steps().indexOf("start " + folder(NEW)), Fault.KILLED_AFTER);
        assertThat(stops(site, VisitStory.GOOD_UPDATE.volume())).isTrue();
        site.losePower();
        site.keyring = TestKeys.keyring(without("update-a"));

        new VisitDriver(site).boot();

        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(OLD));
        assertThat(site.memory.quarantined()).isEmpty();
        assertThat(site.memory.unfinishedInstalls()).isEmpty();
        assertThat(site.events("refused")).singleElement().asString().contains("\"code\":\"revoked-key\"");
    }

    @Test
    void aVerdictThatWasGivenHoldsAlsoWhereTheKeyWasRevokedOnTheWayBack() throws Exception {
        for (Keyring later : List.of(TestKeys.keyring(without("update-a")), Keyring.nothing("unreadable"))) {
            TestSite site = VisitStory.SICK_UPDATE.site();
            int verdict = VisitStory.SICK_UPDATE.steps().lastIndexOf("commit [InstallMoved]");
            site.crash.fail(verdict, Fault.KILLED_AFTER);
            assertThat(stops(site, VisitStory.SICK_UPDATE.volume())).isTrue();
            site.losePower();
            site.keyring = later;

            new VisitDriver(site).boot();

            assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(OLD));
            assertThat(site.memory.unfinishedInstalls()).isEmpty();
            assertThat(site.memory.quarantined())
                    .singleElement()
                    .satisfies(bad -> assertThat(bad.version()).isEqualTo(new SemVer(NEW)));
            assertThat(site.events("update-rolled-back"))
                    .singleElement()
                    .asString()
                    .contains("\"kept\":\"2.4.0\"", "\"code\":\"health-check-failed\"");
            assertThat(site.events("refused")).isEmpty();
        }
    }

    @Test
    void whatWasOnlyPreparedIsNeverStartedEvenIfItsFolderCannotBeRemoved() throws Exception {
        TestSite site = VisitStory.GOOD_UPDATE.site();
        site.crash.fail(VisitStory.GOOD_UPDATE.steps().indexOf("unpack " + folder(NEW)), Fault.KILLED_AFTER);
        assertThat(stops(site, VisitStory.GOOD_UPDATE.volume())).isTrue();
        site.losePower();
        site.releases.stuck.add(folder(NEW));

        new VisitDriver(site).boot();

        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(OLD));
        assertThat(site.supervisor.started).doesNotContain(folder(NEW));
        assertThat(site.memory.unfinishedInstalls()).isEmpty();
    }

    private static Map<String, Object> without(String kid) {
        Map<String, Object> trust = Samples.trust();
        trust.put("revoked", List.of("license-2023", "update-2023", "license-2021", kid));
        return trust;
    }

    @Test
    void committedApplicationsAreStartedAndNeverTwice() throws Exception {
        TestSite site = VisitStory.GOOD_UPDATE.site();
        site.losePower();
        VisitDriver driver = new VisitDriver(site);
        driver.boot();
        driver.boot();
        assertThat(site.supervisor.started).containsExactly(folder(OLD), folder(OLD));
        assertThat(site.memory.findRunning("lamp").orElseThrow().version()).isEqualTo(new SemVer(OLD));
    }

    @Test
    void withoutKeysWhatIsCommittedIsStartedAllTheSame() throws Exception {
        TestSite site = VisitStory.GOOD_UPDATE.site();
        site.losePower();
        site.keyring = Keyring.nothing("unreadable");
        new VisitDriver(site).boot();
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(OLD));
    }

    @Test
    void aSlotThatCannotBeRemovedHoldsUpNothingElse() throws Exception {
        TestSite site = new TestSite();
        for (String slot : List.of("first", "stuck", "last")) {
            site.staging.write(slot, Staging.Part.ENVELOPE).close();
        }
        site.staging.stuck.addAll(Set.of("first", "stuck"));
        VisitId visit = new VisitId(site.ids.next());
        site.ledger.commit(List.of(new StateChange.VisitBegun(visit, "k1", site.now)), List.of());

        new VisitDriver(site).boot();

        assertThat(site.staging.slots()).containsExactly("first", "stuck");
        assertThat(site.announced).hasSize(2).allMatch(what -> what.contains("staging folder could not be removed"));
        assertThat(site.memory.unfinishedVisits()).isEmpty();
    }
}
