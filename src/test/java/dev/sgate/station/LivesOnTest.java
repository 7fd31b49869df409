package dev.sgate.station;

import static dev.sgate.station.StickBuilder.folder;
import static dev.sgate.station.StickBuilder.stick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.station.StepFaults.Fault;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * An error at every durable step of an install, and the appliance goes on: another stick comes before any restart. What that one
 * brought stays, and no restart goes back behind it (I2).
 */
class LivesOnTest {
    private static final String OLD = "2.4.0";
    private static final String BROKEN = "2.5.0";
    private static final String NEXT = "2.6.0";

    @TestFactory
    Stream<DynamicTest> theNextStickIsInstalledAndStays() throws Exception {
        return Stream.of(false, true).flatMap(sick -> {
            List<String> steps = steps(sick);
            return IntStream.range(0, steps.size())
                    .mapToObj(step -> DynamicTest.dynamicTest(
                            (sick ? "sick" : "good") + ", ErrorIn " + step + " " + steps.get(step),
                            () -> errorThenAnotherStick(sick, step)));
        });
    }

    private static TestSite site(boolean sick) throws Exception {
        TestSite site = new TestSite();
        new VisitDriver(site).plugIn(stick().update(OLD).plugged());
        if (sick) {
            site.supervisor.sick.add(folder(BROKEN));
        }
        site.crash.heal();
        return site;
    }

    private static List<String> steps(boolean sick) {
        try {
            TestSite site = site(sick);
            new VisitDriver(site).plugIn(stick().update(BROKEN).plugged());
            return List.copyOf(site.crash.steps);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void errorThenAnotherStick(boolean sick, int step) throws Exception {
        TestSite site = site(sick);
        VisitDriver driver = new VisitDriver(site);
        site.crash.fail(step, Fault.ERROR);
        try {
            driver.plugIn(stick().update(BROKEN).plugged());
        } catch (UncheckedIOException stopped) {
            assertThat(stopped).hasMessageContaining("injected");
        }
        site.crash.heal();

        driver.plugIn(stick().update(NEXT).plugged());
        assertNextRuns(site);
        site.losePower();
        new VisitDriver(site).boot();

        assertNextRuns(site);
        assertThat(site.memory.quarantined()).hasSizeLessThanOrEqualTo(sick ? 1 : 0);
        assertThat(site.events("update-rolled-back"))
                .hasSameSizeAs(site.memory.quarantined())
                .hasSizeLessThanOrEqualTo(sick ? 1 : 0);
    }

    private static void assertNextRuns(TestSite site) {
        assertThat(site.memory.findRunning("lamp").map(LedgerView.HeldRelease::folder))
                .contains(folder(NEXT));
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(NEXT));
        assertThat(site.releases.current("lamp")).isEqualTo(Optional.of(folder(NEXT)));
        assertThat(site.memory.unfinishedInstalls()).isEmpty();
        assertThat(site.releases.folders("lamp")).hasSizeLessThanOrEqualTo(2).contains(folder(NEXT));
    }
}
