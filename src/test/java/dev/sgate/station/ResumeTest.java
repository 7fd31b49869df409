package dev.sgate.station;

import static dev.sgate.station.StickBuilder.binary;
import static dev.sgate.station.StickBuilder.folder;
import static dev.sgate.station.StickBuilder.release;
import static dev.sgate.station.StickBuilder.stick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.release.SemVer;
import dev.sgate.seal.Keyring;
import dev.sgate.station.StepFaults.Fault;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Power cuts, kills and failing disks at every durable step of a visit, one after the other. Afterwards {@code current} is a whole,
 * committed release that runs (I2), no event is lost or doubled, nothing is left over, and the same stick brings the work to its end.
 */
class ResumeTest {
    private static final String OLD = "2.4.0";
    private static final String NEW = "2.5.0";

    /** A stick and whether its release works. */
    private enum Story {
        GOOD_UPDATE(false, true),
        SICK_UPDATE(true, true),
        GOOD_FIRST_LICENSE_WITH_RELEASE(false, false),
        SICK_FIRST_LICENSE_WITH_RELEASE(true, false);

        final boolean sick;
        final boolean after;

        Story(boolean sick, boolean after) {
            this.sick = sick;
            this.after = after;
        }

        TestSite site() throws Exception {
            TestSite site = new TestSite();
            if (after) {
                new VisitDriver(site).plugIn(stick().licenseWithRelease(OLD).plugged());
            }
            if (sick) {
                site.supervisor.sick.add(folder(NEW));
            }
            site.crash.heal();
            return site;
        }

        FakeVolume volume() {
            return after
                    ? stick().update(NEW).plugged()
                    : stick().licenseWithRelease(NEW).plugged();
        }

        List<String> steps() throws Exception {
            TestSite site = site();
            new VisitDriver(site).plugIn(volume());
            return List.copyOf(site.crash.steps);
        }

        String expectedFolder() {
            return sick ? (after ? folder(OLD) : "") : folder(NEW);
        }
    }

    @TestFactory
    Stream<DynamicTest> aVisitThatIsCutOffAnywhereEndsWell() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (Story story : Story.values()) {
            List<String> steps = story.steps();
            assertThat(steps.size()).as("steps of " + story).isGreaterThan(10);
            for (Fault fault : Fault.values()) {
                IntStream.range(0, steps.size())
                        .mapToObj(step -> DynamicTest.dynamicTest(
                                story + " " + name(fault) + " " + step + " " + steps.get(step),
                                () -> cutOff(story, step, fault)))
                        .forEach(tests::add);
            }
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> anUndoingThatIsCutOffAnywhereEndsWell() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (Story story : List.of(Story.GOOD_UPDATE, Story.GOOD_FIRST_LICENSE_WITH_RELEASE)) {
            for (String broken : List.of("switch to ", "start ")) {
                int error = story.steps().indexOf(broken + folder(NEW));
                TestSite whole = story.site();
                whole.crash.fail(error, Fault.ERROR);
                assertThat(stops(whole, story.volume())).isFalse();
                List<String> steps = List.copyOf(whole.crash.steps);
                for (int cut = error + 1; cut < steps.size(); cut++) {
                    for (Fault fault : Fault.values()) {
                        tests.addAll(cutOffTwice(story, error, cut, fault, steps.get(cut)));
                    }
                }
            }
        }
        return tests.stream();
    }

    private static List<DynamicTest> cutOffTwice(Story story, int error, int cut, Fault fault, String step) {
        String name = story + " ErrorIn " + error + " " + name(fault) + " " + cut + " " + step;
        return List.of(
                DynamicTest.dynamicTest(name, () -> cutOffTwice(story, error, cut, fault, true)),
                DynamicTest.dynamicTest(
                        name + ", applications live on", () -> cutOffTwice(story, error, cut, fault, false)));
    }

    private static void cutOffTwice(Story story, int error, int cut, Fault fault, boolean everything) throws Exception {
        TestSite site = story.site();
        FakeVolume volume = story.volume();
        site.crash.fail(error, Fault.ERROR);
        site.crash.failAlso(cut, fault);
        stops(site, volume);
        site.crash.heal();
        if (everything) {
            site.losePower();
        }

        new VisitDriver(site).boot();

        assertWellAfterBoot(story, site);
        new VisitDriver(site).plugIn(volume);
        assertTheWorkIsDone(story, site);
    }

    @Test
    void whereTheFolderOnProbationIsGoneTheHealthyOldOneIsNotEvenTouched() throws Exception {
        TestSite site = Story.GOOD_UPDATE.site();
        site.crash.fail(Story.GOOD_UPDATE.steps().indexOf("stop " + folder(OLD)), Fault.KILLED_BEFORE);
        assertThat(stops(site, Story.GOOD_UPDATE.volume())).isTrue();
        site.crash.heal();
        site.releases.discard("lamp", folder(NEW));
        site.crash.heal();

        new VisitDriver(site).boot();

        assertThat(site.crash.steps).noneMatch(step -> step.startsWith("stop") || step.startsWith("start"));
        assertWellAfterBoot(Story.GOOD_UPDATE, site);
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

    private static String name(Fault fault) {
        return switch (fault) {
            case KILLED_BEFORE -> "KilledBefore";
            case KILLED_AFTER -> "KilledAfter";
            case ERROR -> "ErrorIn";
        };
    }

    private static void cutOff(Story story, int step, Fault fault) throws Exception {
        TestSite site = story.site();
        FakeVolume volume = story.volume();
        site.crash.fail(step, fault);
        boolean stopped = stops(site, volume);
        if (fault == Fault.ERROR && !stopped) {
            assertThat(site.staging.slots()).as("after an error that was told").isEmpty();
        }
        site.losePower();
        assertNothingIsBrokenYet(site);

        new VisitDriver(site).boot();

        assertWellAfterBoot(story, site);
        new VisitDriver(site).plugIn(volume);
        assertTheWorkIsDone(story, site);
    }

    private static boolean stops(TestSite site, FakeVolume volume) throws Exception {
        try {
            new VisitDriver(site).plugIn(volume);
            return false;
        } catch (PowerCut | UncheckedIOException cut) {
            return true;
        }
    }

    /** What current points to is always whole. */
    private static void assertNothingIsBrokenYet(TestSite site) {
        site.releases
                .current("lamp")
                .ifPresent(current -> assertThat(site.releases.folders("lamp")).contains(current));
    }

    private static void assertWellAfterBoot(Story story, TestSite site) {
        assertThat(site.staging.slots()).isEmpty();
        assertThat(site.memory.unfinishedInstalls()).isEmpty();
        assertThat(site.memory.unfinishedVisits()).isEmpty();
        Optional<String> committed = site.memory.findRunning("lamp").map(LedgerView.HeldRelease::folder);
        assertThat(site.releases.current("lamp")).isEqualTo(committed);
        assertThat(site.supervisor.find("lamp").map(Supervisor.Running::folder)).isEqualTo(committed);
        assertThat(site.releases.folders("lamp"))
                .as("no half-made and no failed folder")
                .noneMatch(folder -> folder.startsWith(".part-"))
                .hasSizeLessThanOrEqualTo(2);
        if (!story.sick) {
            assertThat(site.memory.quarantined())
                    .as("a power cut is no evidence")
                    .isEmpty();
            assertThat(site.events("update-rolled-back")).isEmpty();
        }
    }

    private static void assertTheWorkIsDone(Story story, TestSite site) {
        assertThat(site.supervisor.folder("lamp")).isEqualTo(story.expectedFolder());
        assertThat(site.releases.current("lamp").orElse("")).isEqualTo(story.expectedFolder());
        assertThat(site.staging.slots()).isEmpty();
        assertThat(site.events("license-imported")).hasSize(1);
        assertThat(site.events("activation")).hasSize(1);
        assertThat(site.memory.quarantined()).hasSize(story.sick ? 1 : 0);
        assertThat(site.events("update-rolled-back")).hasSize(story.sick ? 1 : 0);
        assertThat(site.events("update-installed")).hasSize((story.after ? 1 : 0) + (story.sick ? 0 : 1));
    }

    @Test
    void theStepsOfAVisitAreTheOnesWeThinkOf() throws Exception {
        assertThat(Story.SICK_UPDATE.steps())
                .containsSubsequence(
                        "commit [VisitReached, InstallBegun]",
                        "unpack " + folder(NEW),
                        "commit [InstallMoved]",
                        "stop " + folder(OLD),
                        "switch to " + folder(NEW),
                        "start " + folder(NEW),
                        "commit [InstallMoved]",
                        "switch to " + folder(OLD),
                        "start " + folder(OLD),
                        "discard " + folder(NEW),
                        "commit [InstallMoved, DigestQuarantined, FileSettled]",
                        "commit [JournalExported]",
                        "commit [VisitEnded]");
        assertThat(Arrays.stream(Fault.values())).hasSize(3);
    }

    @Test
    void aReleaseWhoseKeyWasRevokedDuringItsProbationGoesBackWithoutAVerdict() throws Exception {
        TestSite site = Story.GOOD_UPDATE.site();
        site.crash.fail(Story.GOOD_UPDATE.steps().indexOf("start " + folder(NEW)), Fault.KILLED_AFTER);
        assertThat(stops(site, Story.GOOD_UPDATE.volume())).isTrue();
        site.losePower();
        site.keyring = TestKeys.keyring(without("update-a"));

        new VisitDriver(site).boot();

        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(OLD));
        assertThat(site.memory.quarantined()).isEmpty();
        assertThat(site.memory.unfinishedInstalls()).isEmpty();
        assertThat(site.events("refused")).singleElement().asString().contains("\"code\":\"revoked-key\"");
    }

    private static Map<String, Object> without(String kid) {
        Map<String, Object> trust = Samples.trust();
        trust.put("revoked", List.of("license-2023", "update-2023", "license-2021", kid));
        return trust;
    }

    @Test
    void committedApplicationsAreStartedAndNeverTwice() throws Exception {
        TestSite site = Story.GOOD_UPDATE.site();
        site.losePower();
        VisitDriver driver = new VisitDriver(site);
        driver.boot();
        driver.boot();
        assertThat(site.supervisor.started).containsExactly(folder(OLD), folder(OLD));
        assertThat(site.memory.findRunning("lamp").orElseThrow().version()).isEqualTo(new SemVer(OLD));
    }

    @Test
    void withoutKeysWhatIsCommittedIsStartedAllTheSame() throws Exception {
        TestSite site = Story.GOOD_UPDATE.site();
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
