package dev.sgate.station;

import static dev.sgate.station.StickBuilder.folder;
import static dev.sgate.station.VisitStory.NEW;
import static dev.sgate.station.VisitStory.OLD;
import static dev.sgate.station.VisitStory.assertWellAfterBoot;
import static dev.sgate.station.VisitStory.stops;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.station.StepFaults.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    @TestFactory
    Stream<DynamicTest> aVisitThatIsCutOffAnywhereEndsWell() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (VisitStory story : VisitStory.values()) {
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
        for (VisitStory story : List.of(VisitStory.GOOD_UPDATE, VisitStory.GOOD_FIRST_LICENSE_WITH_RELEASE)) {
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

    private static List<DynamicTest> cutOffTwice(VisitStory story, int error, int cut, Fault fault, String step) {
        String name = story + " ErrorIn " + error + " " + name(fault) + " " + cut + " " + step;
        return List.of(
                DynamicTest.dynamicTest(name, () -> cutOffTwice(story, error, cut, fault, true)),
                DynamicTest.dynamicTest(
                        name + ", applications live on", () -> cutOffTwice(story, error, cut, fault, false)));
    }

    private static void cutOffTwice(VisitStory story, int error, int cut, Fault fault, boolean everything)
            throws Exception {
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

    private static String name(Fault fault) {
        return switch (fault) {
            case KILLED_BEFORE -> "KilledBefore";
            case KILLED_AFTER -> "KilledAfter";
            case ERROR -> "ErrorIn";
        };
    }

    private static void cutOff(VisitStory story, int step, Fault fault) throws Exception {
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

    /** What current points to is always whole. */
    private static void assertNothingIsBrokenYet(TestSite site) {
        site.releases
                .current("lamp")
                .ifPresent(current -> assertThat(site.releases.folders("lamp")).contains(current));
    }

    private static void assertTheWorkIsDone(VisitStory story, TestSite site) {
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
        assertThat(VisitStory.SICK_UPDATE.steps())
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
                        "commit [InstallMoved, DigestQuarantined, FileSettled]",
                        "discard " + folder(NEW),
                        "commit [JournalExported]",
                        "commit [VisitEnded]");
        assertThat(Arrays.stream(Fault.values())).hasSize(3);
    }
}
