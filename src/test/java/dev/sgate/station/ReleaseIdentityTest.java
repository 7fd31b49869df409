package dev.sgate.station;

import static dev.sgate.station.StickBuilder.binary;
import static dev.sgate.station.StickBuilder.folder;
import static dev.sgate.station.StickBuilder.release;
import static dev.sgate.station.StickBuilder.stick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.release.InstallPhase;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.LedgerView.UnfinishedInstall;
import dev.sgate.station.VisitDriver.Visited;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an application is called belongs to one product, and what a version of it holds never changes. */
class ReleaseIdentityTest {
    private static final String RUNNING = "2.4.0";
    private static final String NEXT = "2.5.0";
    private static final String LATER = "2026-01-15T00:00:00Z";

    private final TestSite site = new TestSite();
    private final VisitDriver driver = new VisitDriver(site);

    @BeforeEach
    void aSiteThatWorks() throws Exception {
        driver.plugIn(stick().licenseWithRelease(RUNNING).plugged());
    }

    @Test
    void aVersionThatFailedHereIsNotTakenAgainWithOtherBytes() throws Exception {
        site.supervisor.sick.add(folder(NEXT));
        driver.plugIn(stick().update(NEXT).plugged());
        assertThat(site.memory.quarantined()).hasSize(1);

        Visited again = driver.plugIn(
                stick().update(release(NEXT, LATER), binary("mended")).plugged());

        assertThat(codes(again)).containsExactly(RefusalCode.EQUIVOCATION);
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(RUNNING));
        assertThat(site.releases.folders("lamp")).containsExactly(folder(RUNNING));
    }

    @Test
    void aVersionOnProbationIsNotTakenWithOtherBytes() throws Exception {
        site.supervisor.interrupted = true;
        assertThatThrownBy(() -> driver.plugIn(stick().update(NEXT).plugged()))
                .isInstanceOf(InterruptedException.class);
        assertThat(site.memory.unfinishedInstalls())
                .extracting(UnfinishedInstall::phase)
                .containsExactly(InstallPhase.PROBATION);
        site.supervisor.interrupted = false;

        Visited other = driver.plugIn(
                stick().update(release(NEXT, LATER), binary("other bytes")).plugged());

        assertThat(codes(other)).containsExactly(RefusalCode.EQUIVOCATION);
        assertThat(site.memory.unfinishedInstalls())
                .extracting(UnfinishedInstall::phase)
                .containsExactly(InstallPhase.PROBATION);
    }

    private static List<RefusalCode> codes(Visited visited) {
        return visited.visit().outcomes().stream()
                .flatMap(outcome -> outcome.outcome().findRefusal().stream())
                .map(refusal -> refusal.code())
                .toList();
    }
}
