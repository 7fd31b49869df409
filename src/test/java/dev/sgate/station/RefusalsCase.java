package dev.sgate.station;

import static dev.sgate.station.StickBuilder.folder;
import static dev.sgate.station.StickBuilder.stick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.RefusalCode;
import dev.sgate.station.LedgerView.HeldLicense;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.VisitDriver.Visited;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;

/** An appliance that has a license and a running release, and what a refusal on it must leave as it was. */
abstract class RefusalsCase {
    static final String RUNNING = "2.4.0";
    static final String NEXT = "2.5.0";

    final TestSite site = new TestSite();
    VisitDriver driver = new VisitDriver(site);

    @BeforeEach
    void aSiteThatWorks() throws Exception {
        driver.plugIn(stick().licenseWithRelease(RUNNING).plugged());
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(RUNNING));
    }

    Visited assertRefusedWithoutATrace(RefusalCode code, FakeVolume volume, int outcomes) throws Exception {
        State before = State.of(site);
        int refusedBefore = site.events("refused").size();

        Visited visited = driver.plugIn(volume);

        assertThat(visited.visit().outcomes()).hasSize(outcomes);
        assertThat(visited.codes()).containsExactly(code);
        List<String> events = site.events("refused");
        assertThat(events).hasSize(refusedBefore + 1);
        assertThat(events.getLast()).contains("\"code\":\"" + code + "\"");
        assertThat(site.memory.latestVisits(1).getFirst().files())
                .extracting(LedgerView.FileResult::code)
                .contains(Optional.of(code));
        assertReceiptSays(code, visited, volume);
        assertThat(site.staging.slots()).isEmpty();
        assertThat(State.of(site)).isEqualTo(before);
        return visited;
    }

    private void assertReceiptSays(RefusalCode code, Visited visited, FakeVolume volume) {
        String name = "sgate-receipt-" + site.device.fingerprint().digest().first8();
        if (visited.visit().mayWrite() && volume.there) {
            assertThat(volume.text(name + ".json")).contains("\"code\":\"" + code + "\"");
            assertThat(volume.text(name + ".txt")).contains("Code: " + code);
        } else {
            assertThat(volume.written).isEmpty();
        }
    }

    /** Everything that a refusal must leave as it was. */
    record State(
            List<String> licenses,
            List<HeldRelease> releases,
            Set<String> folders,
            Optional<String> current,
            Optional<Supervisor.Running> process,
            int seats,
            int unfinished) {
        static State of(TestSite site) {
            return new State(
                    site.memory.licenses().stream()
                            .map(HeldLicense::identity)
                            .map(Object::toString)
                            .toList(),
                    site.memory.running(),
                    Set.copyOf(site.releases.folders("lamp")),
                    site.releases.current("lamp"),
                    site.supervisor.find("lamp"),
                    site.memory.devices().size(),
                    site.memory.unfinishedInstalls().size());
        }
    }
}
