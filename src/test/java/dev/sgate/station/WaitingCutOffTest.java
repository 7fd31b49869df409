package dev.sgate.station;

import static dev.sgate.station.StickBuilder.folder;
import static dev.sgate.station.StickBuilder.stick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.release.SemVer;
import dev.sgate.station.InstallPolicy.When;
import dev.sgate.station.LedgerView.WaitingUpdate;
import dev.sgate.station.StepFaults.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * ErrorIn and KilledIn, before and after, each durable step of an update that waits (S47): while it is recorded, replaced, confirmed and
 * taken up. 2.4.0 runs; 2.5.0 waits. Nothing is installed without a yes, no yes is lost, and no slot is there without its row. It
 * is one thing: one update that waits, cut off in each of its steps.
 */
class WaitingCutOffTest {
    private static final String OLD = "2.4.0";
    private static final String WAITS = "2.5.0";
    private static final String NEWER = "2.6.0";
    private static final String LATER = "2026-01-15T00:00:00Z";

    /** Something that is done to a site, and may be cut off. */
    private interface Deed {
        void on(TestSite site) throws Exception;
    }

    private static TestSite site(When when) throws Exception {
        TestSite site = new TestSite();
        site.plugIn(stick().update(OLD).plugged());
        site.policy = new InstallPolicy(when, 2);
        site.crash.heal();
        return site;
    }

    private static TestSite waiting(When when) throws Exception {
        TestSite site = site(when);
        comes(WAITS).on(site);
        site.crash.heal();
        return site;
    }

    private static TestSite confirmed() throws Exception {
        TestSite site = waiting(When.CONFIRM);
        saysYes(site);
        site.crash.heal();
        return site;
    }

    private static Deed comes(String version) {
        return site -> site.plugIn(stick().update(version, LATER).plugged());
    }

    private static void saysYes(TestSite site) {
        new SiteUpdates(site.ledger).confirm(Optional.empty());
    }

    private static List<Outcome> installsWhatIsDue(TestSite site) throws Exception {
        return new VisitDriver(site).installWhatIsDue();
    }

    private interface Beginning {
        TestSite make() throws Exception;
    }

    /** One test for each step of the deed and each fault; each begins with a site of its own that was cut off there. */
    private static Stream<DynamicTest> cutOff(Beginning beginning, Deed deed, BiConsumer<TestSite, Fault> judged)
            throws Exception {
        TestSite whole = beginning.make();
        deed.on(whole);
        List<String> steps = List.copyOf(whole.crash.steps);
        assertThat(steps).isNotEmpty();
        return IntStream.range(0, steps.size())
                .boxed()
                .flatMap(step -> Stream.of(Fault.values())
                        .map(fault -> DynamicTest.dynamicTest(
                                (fault == Fault.ERROR ? "ErrorIn " : "KilledIn ") + fault + " " + step + " "
                                        + steps.get(step),
                                () -> {
                                    TestSite site = beginning.make();
                                    site.crash.fail(step, fault);
                                    stops(site, deed, fault);
                                    site.losePower();
                                    new VisitDriver(site).boot();
                                    site.crash.heal();
                                    eachWaitsInItsOwnSlot(site);
                                    judged.accept(site, fault);
                                })));
    }

    /** A power cut always ends it; an error may be an outcome of it. */
    private static void stops(TestSite site, Deed deed, Fault fault) throws Exception {
        boolean cut = false;
        try {
            deed.on(site);
        } catch (PowerCut expected) {
            cut = true;
        } catch (UncheckedIOException | IOException failed) {
            assertThat(fault).isEqualTo(Fault.ERROR);
        }
        assertThat(cut).isEqualTo(fault != Fault.ERROR);
    }

    private static void eachWaitsInItsOwnSlot(TestSite site) {
        assertThat(site.staging.slots())
                .isEqualTo(site.memory.waitingUpdates().stream()
                        .map(WaitingUpdate::slot)
                        .toList());
        assertThat(site.memory.unfinishedInstalls()).isEmpty();
    }

    /** In the words {@code 2.5.0} and, where somebody said yes, {@code 2.5.0 yes}. */
    private static List<String> whatWaits(TestSite site) {
        return site.memory.waitingUpdates().stream()
                .map(waits -> waits.version().written() + (waits.confirmed() ? " yes" : ""))
                .toList();
    }

    private static List<String> told(TestSite site, String version) {
        return site.events("warning").stream()
                .filter(line -> line.contains("\"kind\":\"update-waiting\"")
                        && line.contains("\"version\":\"" + version + "\""))
                .toList();
    }

    private static void onlyTheOldOneRuns(TestSite site) {
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(OLD));
        assertThat(site.releases.current("lamp")).contains(folder(OLD));
        assertThat(site.releases.folders("lamp")).containsExactly(folder(OLD));
        assertThat(site.events("update-installed")).hasSize(1);
        assertThat(site.memory.findRunning("lamp").orElseThrow().version()).isEqualTo(new SemVer(OLD));
    }

    private static void does(TestSite site, Deed deed) {
        try {
            deed.on(site);
        } catch (Exception failed) {
            throw new AssertionError("nothing is wrong any more", failed);
        }
    }

    @TestFactory
    Stream<DynamicTest> rowAndEventAreThereTogether() throws Exception {
        return cutOff(() -> site(When.CONFIRM), comes(WAITS), (site, fault) -> {
            assertThat(whatWaits(site)).isIn(List.of(), List.of(WAITS));
            assertThat(told(site, WAITS)).hasSameSizeAs(whatWaits(site));
            does(site, WaitingCutOffTest::installsWhatIsDue);
            onlyTheOldOneRuns(site);

            does(site, comes(WAITS));
            eachWaitsInItsOwnSlot(site);
            assertThat(whatWaits(site)).containsExactly(WAITS);
            assertThat(told(site, WAITS)).hasSize(1);
            onlyTheOldOneRuns(site);
        });
    }

    /** The old one with its yes, or the newer one without: a yes never goes over to what nobody was shown. */
    @TestFactory
    Stream<DynamicTest> aNewerOneNeverTakesOverTheYes() throws Exception {
        return cutOff(WaitingCutOffTest::confirmed, comes(NEWER), (site, fault) -> {
            assertThat(whatWaits(site)).isIn(List.of(WAITS + " yes"), List.of(NEWER));
            assertThat(told(site, NEWER)).hasSize(whatWaits(site).contains(NEWER) ? 1 : 0);
            onlyTheOldOneRuns(site);

            does(site, comes(NEWER));
            eachWaitsInItsOwnSlot(site);
            assertThat(whatWaits(site)).containsExactly(NEWER);
            assertThat(told(site, NEWER)).hasSize(1);
            does(site, WaitingCutOffTest::installsWhatIsDue);
            onlyTheOldOneRuns(site);
        });
    }

    @TestFactory
    Stream<DynamicTest> aYesIsThereOrIsNot() throws Exception {
        return cutOff(() -> waiting(When.CONFIRM), WaitingCutOffTest::saysYes, (site, fault) -> {
            boolean yes = fault == Fault.KILLED_AFTER;
            assertThat(whatWaits(site)).containsExactly(yes ? WAITS + " yes" : WAITS);
            assertThat(told(site, WAITS)).hasSize(1);
            onlyTheOldOneRuns(site);

            does(site, WaitingCutOffTest::installsWhatIsDue);
            assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(yes ? WAITS : OLD));
            eachWaitsInItsOwnSlot(site);
            assertThat(whatWaits(site)).isEqualTo(yes ? List.of() : List.of(WAITS));
        });
    }

    @TestFactory
    Stream<DynamicTest> whatIsTakenUpIsInstalledOnce() throws Exception {
        return cutOff(WaitingCutOffTest::confirmed, WaitingCutOffTest::installsWhatIsDue, (site, fault) -> {
            goesOn(site, fault);
            installedOnce(site);
        });
    }

    /** It is installed before the application starts. */
    @TestFactory
    Stream<DynamicTest> whatWaitsForARestartIsInstalledOnce() throws Exception {
        Beginning stopped = () -> {
            TestSite site = waiting(When.AT_RESTART);
            site.losePower();
            return site;
        };
        Deed start = site -> {
            new VisitDriver(site).boot();
            installsWhatIsDue(site);
        };
        return cutOff(stopped, start, (site, fault) -> {
            goesOn(site, fault);
            installedOnce(site);
        });
    }

    /** After a kill it needs no stick. An error of our own machine ends the waiting, and the stick brings the update again. */
    private static void goesOn(TestSite site, Fault fault) {
        does(site, WaitingCutOffTest::installsWhatIsDue);
        eachWaitsInItsOwnSlot(site);
        assertThat(site.memory.waitingUpdates()).isEmpty();
        if (fault == Fault.ERROR && site.memory.quarantined().isEmpty() && !runs(site, WAITS)) {
            onlyTheOldOneRuns(site);
            site.policy = InstallPolicy.DEFAULT;
            does(site, comes(WAITS));
        }
    }

    private static boolean runs(TestSite site, String version) {
        return site.supervisor.folder("lamp").equals(folder(version));
    }

    private static void installedOnce(TestSite site) {
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(WAITS));
        assertThat(site.releases.current("lamp")).contains(folder(WAITS));
        assertThat(site.events("update-installed")).hasSize(2);
        assertThat(site.events("update-rolled-back")).isEmpty();
        assertThat(site.memory.quarantined()).as("a power cut is no evidence").isEmpty();
        assertThat(site.memory.waitingUpdates()).isEmpty();
        assertThat(site.staging.slots()).isEmpty();
    }

    /** One that fails its check goes back, stays in quarantine and does not wait, whatever happened meanwhile. */
    @TestFactory
    Stream<DynamicTest> whatFailsItsCheckIsTriedAndQuarantinedOnce() throws Exception {
        Beginning sick = () -> {
            TestSite site = confirmed();
            site.supervisor.sick.add(folder(WAITS));
            return site;
        };
        return cutOff(sick, WaitingCutOffTest::installsWhatIsDue, (site, fault) -> {
            goesOn(site, fault);
            assertThat(site.memory.quarantined()).hasSize(1);
            assertThat(site.events("update-rolled-back")).hasSize(1);
            assertThat(site.memory.waitingUpdates()).isEmpty();
            assertThat(site.staging.slots()).isEmpty();
            onlyTheOldOneRuns(site);
        });
    }

    @Test
    void theStepsAreTheOnesWeThinkOf() throws Exception {
        List<String> steps = new ArrayList<>();
        TestSite site = site(When.CONFIRM);
        comes(WAITS).on(site);
        steps.addAll(site.crash.steps);
        site.crash.heal();
        saysYes(site);
        steps.addAll(site.crash.steps);
        site.crash.heal();
        installsWhatIsDue(site);
        steps.addAll(site.crash.steps);

        assertThat(steps)
                .containsSubsequence(
                        "commit [UpdateWaits]",
                        "commit [UpdateConfirmed]",
                        "commit [VisitBegun, VisitEnded]",
                        "commit [InstallMoved, WaitingEnded]",
                        "switch to " + folder(WAITS));
    }
}
