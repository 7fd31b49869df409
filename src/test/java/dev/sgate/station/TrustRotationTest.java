package dev.sgate.station;

import static dev.sgate.station.StickBuilder.stick;
import static dev.sgate.station.TrustDocuments.NEW_LICENSE;
import static dev.sgate.station.TrustDocuments.bothOnAStick;
import static dev.sgate.station.TrustDocuments.fiveToSix;
import static dev.sgate.station.TrustDocuments.fourToFive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.RefusalCode;
import dev.sgate.station.StepFaults.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The vendor's keys change by stick. The site pinned version 4; license-a and update-a sign what is there. */
class TrustRotationTest {
    private final TestSite site = new TestSite();

    @Test
    void theNewKeysCountForTheOtherFilesOfTheSameStick() throws Exception {
        FakeVolume volume = stick().licensesSignedBy(NEW_LICENSE)
                .license()
                .updatesSignedBy(TrustDocuments.NEW_UPDATE)
                .update("2.4.0")
                .file("zz.sgtrust", fourToFive())
                .plugged();

        VisitDriver.Visited visited = site.plugIn(volume);

        assertThat(visited.visit().outcomes())
                .extracting(
                        file -> file.outcome().subject() + " " + file.outcome().result())
                .containsExactly("trust applied", "license applied", "release applied");
        assertThat(site.trustVersion()).isEqualTo(5);
        assertThat(site.events("trust-updated"))
                .singleElement()
                .asString()
                .contains("\"version\":5", "\"versionBefore\":4", "\"revokedCount\":0");
    }

    @Test
    void aSiteTwoVersionsBehindRecoversWithOneStickWhateverTheNames() throws Exception {
        FakeVolume volume = stick().licensesSignedBy(NEW_LICENSE)
                .license()
                .file("a-newest.sglic", fiveToSix())
                .file("b-older.sgupd", fourToFive())
                .plugged();

        VisitDriver.Visited visited = site.plugIn(volume);

        assertThat(visited.codes()).isEmpty();
        assertThat(site.trustVersion()).isEqualTo(6);
        assertThat(site.events("trust-updated")).hasSize(2);
        assertThat(site.events("trust-updated").get(1)).contains("\"revoked\":\"license-a\"");
        assertThat(site.events("license-imported")).hasSize(1);
        assertThat(site.staging.slots()).isEmpty();
    }

    @Test
    void theSameStickAgainIsInformation() throws Exception {
        StickBuilder both = stick().file("5.sgtrust", fourToFive()).file("6.sgtrust", fiveToSix());
        site.plugIn(both.plugged());
        site.losePower();

        VisitDriver.Visited again = site.plugIn(both.plugged());
        site.plugIn(both.plugged());

        // no root of version 5 is needed to know it again
        assertThat(again.visit().outcomes())
                .extracting(file -> file.outcome().result())
                .containsExactly("refused", "already-applied");
        assertThat(again.codes()).containsExactly(RefusalCode.SUPERSEDED);
        assertThat(again.visit().mayWrite()).isTrue();
        assertThat(site.events("refused")).hasSize(1);
        assertThat(site.events("trust-updated")).hasSize(2);
    }

    @Test
    void anApplicationIsNotTouchedByARotation() throws Exception {
        site.plugIn(stick().licenseWithRelease("2.4.0").plugged());
        Map<String, Supervisor.Running> before = new LinkedHashMap<>(site.supervisor.running);
        int started = site.supervisor.started.size();

        site.plugIn(stick().file("5.sgtrust", fourToFive())
                .file("6.sgtrust", fiveToSix())
                .plugged());

        assertThat(site.supervisor.running).isEqualTo(before).isNotEmpty();
        assertThat(site.supervisor.started).hasSize(started);
    }

    /** ErrorIn and KilledIn, before and after, each durable step: keys and event are there together or not at all. */
    @TestFactory
    Stream<DynamicTest> keysAndEventAreThereTogether() throws Exception {
        TestSite well = new TestSite();
        well.plugIn(bothOnAStick());
        List<String> steps = List.copyOf(well.crash.steps);
        return IntStream.range(0, steps.size())
                .boxed()
                .flatMap(step -> Stream.of(Fault.values())
                        .map(fault -> DynamicTest.dynamicTest(
                                (fault == Fault.ERROR ? "ErrorIn " : "KilledIn ") + fault + " " + steps.get(step),
                                () -> crashes(step, fault))));
    }

    private void crashes(int step, Fault fault) throws Exception {
        TestSite crashed = new TestSite();
        crashed.crash.fail(step, fault);
        Consumer<TestSite> whole =
                now -> assertThat(now.events("trust-updated")).hasSize((int) (now.trustVersion() - 4));
        try {
            crashed.plugIn(bothOnAStick());
        } catch (PowerCut | UncheckedIOException | IOException expected) {
            assertThat(expected).isNotNull();
        }
        crashed.losePower();
        new VisitDriver(crashed).boot();
        whole.accept(crashed);

        crashed.plugIn(bothOnAStick());
        whole.accept(crashed);
        assertThat(crashed.trustVersion()).isEqualTo(6);
        assertThat(crashed.memory.licenses()).hasSize(1);
        assertThat(crashed.staging.slots()).isEmpty();
    }
}
