package dev.sgate.station;

import static dev.sgate.station.StickBuilder.folder;
import static dev.sgate.station.StickBuilder.stick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.RefusalCode;
import dev.sgate.station.VisitDriver.Visited;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A stick or a disk that fails while a file is read: the next insertion goes on. */
class RefusalsMediumTest extends RefusalsCase {
    @Test
    void noSpaceIsSaidBeforeAnythingIsRead() throws Exception {
        site.staging.usableBytes = 1 << 20;
        FakeVolume volume = stick().update(NEXT).plugged();
        assertRefusedWithoutATrace(RefusalCode.NO_SPACE, volume, 1);
        assertThat(volume.bytesRead).isLessThanOrEqualTo(64 << 10);

        site.staging.usableBytes = 1L << 30;
        driver.plugIn(volume);
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(NEXT));
    }

    @Test
    void aDiskThatFillsUpWhileCopyingIsNoSpace() throws Exception {
        site.staging.fillsUp = true;
        assertRefusedWithoutATrace(RefusalCode.NO_SPACE, stick().update(NEXT).plugged(), 1);
    }

    @Test
    void aBadSectorIsAReadErrorAndTheNextInsertionGoesOn() throws Exception {
        FakeVolume volume = stick().update(NEXT).plugged();
        volume.badSectorAtByte = Optional.of(70_000L);
        assertRefusedWithoutATrace(RefusalCode.READ_ERROR, volume, 1);

        volume.badSectorAtByte = Optional.empty();
        driver.plugIn(volume);
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(NEXT));
    }

    @Test
    void aStickPulledWhileCopyingIsVolumeGone() throws Exception {
        FakeVolume volume = stick().update(NEXT).plugged();
        volume.pulledAtByte = Optional.of(70_000L);
        Visited visited = assertRefusedWithoutATrace(RefusalCode.VOLUME_GONE, volume, 1);
        assertThat(visited.released().orElseThrow()).isInstanceOf(Step.NotReleased.class);
        assertThat(site.memory.latestVisits(1).getFirst().result()).contains("volume-gone");
    }

    @Test
    void aStickPulledWhileTheEnvelopeIsReadIsVolumeGone() throws Exception {
        FakeVolume volume = stick().update(NEXT).plugged();
        volume.pulledAtByte = Optional.of(100L);
        assertRefusedWithoutATrace(RefusalCode.VOLUME_GONE, volume, 1);
    }

    @Test
    void ourOwnDiskFailingIsInternalAndNoVerdictOnTheFile() throws Exception {
        FakeVolume volume = stick().update(NEXT).plugged();
        site.crash.fail(stepOf("unpack", volume), StepFaults.Fault.ERROR);

        State before = State.of(site);
        driver = new VisitDriver(site);
        Visited visited = driver.plugIn(volume);
        site.crash.heal();

        assertThat(visited.codes()).containsExactly(RefusalCode.INTERNAL);
        assertThat(State.of(site)).isEqualTo(before);
        assertThat(site.memory.quarantined()).isEmpty();
        driver.plugIn(volume);
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(NEXT));
    }

    /** Where in a visit of this stick the step stands: found on a site that is a copy of this one. */
    private static int stepOf(String name, FakeVolume volume) throws Exception {
        TestSite other = new TestSite();
        VisitDriver trial = new VisitDriver(other);
        trial.plugIn(stick().licenseWithRelease(RUNNING).plugged());
        other.crash.heal();
        FakeVolume copy = new FakeVolume();
        copy.files.putAll(volume.files);
        trial.plugIn(copy);
        return other.crash.steps.indexOf(other.crash.steps.stream()
                .filter(step -> step.startsWith(name))
                .findFirst()
                .orElseThrow());
    }
}
