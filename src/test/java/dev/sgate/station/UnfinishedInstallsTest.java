package dev.sgate.station;

import static dev.sgate.station.StickBuilder.folder;
import static dev.sgate.station.StickBuilder.stick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.station.StepFaults.Fault;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A way back that an error of our own machine cut off, and no stick and no restart afterwards. */
class UnfinishedInstallsTest extends WatchUnderTest {
    private static final String SICK = "2.6.0";
    private static final String SETTLED = "an install that an error of this machine had cut off was ended";

    /** The steps of an update that fails its check, each of which may go wrong. */
    private static List<String> steps() throws Exception {
        UnfinishedInstallsTest whole = new UnfinishedInstallsTest();
        whole.twoReleases();
        whole.plugInSick();
        return List.copyOf(whole.site.crash.steps);
    }

    private void plugInSick() throws Exception {
        site.supervisor.sick.add(folder(SICK));
        plugIn(stick().update(SICK));
    }

    private void cutOffAt(String step) throws Exception {
        site.crash.fail(steps().lastIndexOf(step) - begun(), Fault.ERROR);
        plugInSick();
        assertThat(site.memory.unfinishedInstalls()).hasSize(1);
        assertThat(runs()).as("nothing runs").isFalse();
    }

    /** Steps that were done before the sick update came. */
    private static int begun() throws Exception {
        UnfinishedInstallsTest story = new UnfinishedInstallsTest();
        story.twoReleases();
        return story.site.crash.steps.size();
    }

    @Test
    void aMinuteLaterTheOldOneRunsAgain() throws Exception {
        cutOffAt("switch to " + folder(NEW));

        assertThat(look()).isEmpty();
        pass(Duration.ofSeconds(59));
        assertThat(look()).isEmpty();
        assertThat(runs()).isFalse();

        pass(Duration.ofSeconds(1));
        assertThat(look()).containsExactly(SETTLED);
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(NEW));
        assertThat(site.memory.unfinishedInstalls()).isEmpty();
        assertThat(site.memory.quarantined()).as("its verdict was given").hasSize(1);
        assertThat(site.events("update-rolled-back")).hasSize(1);
        assertThat(site.releases.folders("lamp")).doesNotContain(folder(SICK));
        assertThat(look()).isEmpty();
    }

    @Test
    void whileTheDiskStillFailsItIsTriedOnceAMinuteAndSaid() throws Exception {
        cutOffAt("switch to " + folder(NEW));
        look();
        int visits = site.memory.latestVisits(100).size();
        for (int attempt = 0; attempt < 3; attempt++) {
            pass(Duration.ofSeconds(60));
            site.crash.fail(0, Fault.ERROR);
            assertThat(look()).containsExactly("this machine could not look after an application");
            assertThat(look()).isEmpty();
        }
        assertThat(site.memory.latestVisits(100)).hasSize(visits);

        pass(Duration.ofSeconds(60));
        site.crash.heal();
        assertThat(look()).containsExactly(SETTLED);
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(NEW));
    }

    @Test
    void soItIsWhereTheLedgerFailed() throws Exception {
        int verdict = steps().lastIndexOf("commit [InstallMoved, DigestQuarantined, FileSettled]");
        site.crash.fail(verdict - begun(), Fault.ERROR);
        assertThatThrownBy(this::plugInSick).isInstanceOf(UncheckedIOException.class);
        assertThat(site.memory.quarantined()).isEmpty();

        look();
        pass(Duration.ofSeconds(60));
        int commit = site.crash.steps.size() + 1;
        site.crash.failAlso(commit, Fault.ERROR);
        assertThat(look()).containsExactly("this machine could not look after an application");
        assertThat(site.crash.steps.get(commit)).startsWith("commit");

        pass(Duration.ofSeconds(60));
        assertThat(look()).containsExactly(SETTLED);
        assertThat(site.memory.quarantined()).hasSize(1);
    }

    @Test
    void aFirstReleaseThatFailedIsEndedToo() throws Exception {
        TestSite first = VisitStory.SICK_FIRST_LICENSE_WITH_RELEASE.site();
        int clear = VisitStory.SICK_FIRST_LICENSE_WITH_RELEASE.steps().indexOf("clear current");
        first.crash.fail(clear, Fault.ERROR);
        first.plugIn(VisitStory.SICK_FIRST_LICENSE_WITH_RELEASE.volume());
        assertThat(first.memory.unfinishedInstalls()).hasSize(1);
        UnfinishedInstalls unfinished = new UnfinishedInstalls(
                first.ledger,
                first.trust,
                first.time,
                first.ids,
                first.turn,
                first.releases,
                first.supervisor,
                first.announcements);

        assertThat(unfinished.look(0, Duration.ofSeconds(60))).isEmpty();
        assertThat(unfinished.look(Duration.ofSeconds(60).toNanos(), Duration.ofSeconds(60)))
                .hasSize(1);
        assertThat(first.memory.unfinishedInstalls()).isEmpty();
        assertThat(first.releases.current("lamp")).isEmpty();
    }
}
