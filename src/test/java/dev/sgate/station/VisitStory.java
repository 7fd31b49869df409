package dev.sgate.station;

import static dev.sgate.station.StickBuilder.folder;
import static dev.sgate.station.StickBuilder.stick;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** A stick and whether its release works. */
enum VisitStory {
    GOOD_UPDATE(false, true),
    SICK_UPDATE(true, true),
    GOOD_FIRST_LICENSE_WITH_RELEASE(false, false),
    SICK_FIRST_LICENSE_WITH_RELEASE(true, false);

    static final String OLD = "2.4.0";
    static final String NEW = "2.5.0";

    final boolean sick;
    final boolean after;

    VisitStory(boolean sick, boolean after) {
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

    static boolean stops(TestSite site, FakeVolume volume) throws Exception {
        try {
            new VisitDriver(site).plugIn(volume);
            return false;
        } catch (PowerCut | UncheckedIOException cut) {
            return true;
        }
    }

    static void assertWellAfterBoot(VisitStory story, TestSite site) {
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
}
