package dev.sgate.station;

import static dev.sgate.station.StickBuilder.folder;
import static dev.sgate.station.StickBuilder.stick;
import static dev.sgate.station.VisitStory.NEW;
import static dev.sgate.station.VisitStory.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The folder of a release that failed cannot be removed. */
class StuckFolderTest {
    private static TestSite afterA(VisitStory story) throws Exception {
        TestSite site = story.site();
        site.releases.stuck.add(folder(NEW));
        site.plugIn(story.volume());
        return site;
    }

    @Test
    void itHoldsUpNeitherTheVerdictNorTheNextRelease() throws Exception {
        TestSite site = afterA(VisitStory.SICK_UPDATE);

        assertThat(site.memory.unfinishedInstalls()).isEmpty();
        assertThat(site.memory.quarantined()).hasSize(1);
        assertThat(site.events("update-rolled-back")).hasSize(1);
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(OLD));
        assertThat(site.announced).containsExactly("a release of lamp that did not stay could not be removed");

        site.plugIn(stick().update("2.6.0").plugged());
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder("2.6.0"));
    }

    @Test
    void itGoesAtTheNextStart() throws Exception {
        for (VisitStory story : new VisitStory[] {VisitStory.SICK_UPDATE, VisitStory.SICK_FIRST_LICENSE_WITH_RELEASE}) {
            TestSite site = afterA(story);
            assertThat(site.releases.folders("lamp")).contains(folder(NEW));

            site.releases.stuck.clear();
            new VisitDriver(site).boot();

            assertThat(site.releases.folders("lamp")).as(story.name()).doesNotContain(folder(NEW));
            assertThat(site.events("update-rolled-back")).hasSize(1);
        }
    }
}
