package dev.sgate.station;

import static dev.sgate.station.StickBuilder.binary;
import static dev.sgate.station.StickBuilder.folder;
import static dev.sgate.station.StickBuilder.release;
import static dev.sgate.station.StickBuilder.stick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.release.InstallPhase;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerView.UnfinishedInstall;
import dev.sgate.station.VisitDriver.Visited;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose application a name is, what a version of it holds, and whose updates are taken: none of it changes hands. */
class ReleaseIdentityTest {
    private static final String RUNNING = "2.4.0";
    private static final String NEXT = "2.5.0";
    private static final String LATER = "2026-01-15T00:00:00Z";

    private final TestSite site = new TestSite();
    private VisitDriver driver = new VisitDriver(site);

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

        assertThat(again.codes()).containsExactly(RefusalCode.EQUIVOCATION);
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

        assertThat(other.codes()).containsExactly(RefusalCode.EQUIVOCATION);
        assertThat(site.memory.unfinishedInstalls())
                .extracting(UnfinishedInstall::phase)
                .containsExactly(InstallPhase.PROBATION);
    }

    /** The trust document lets a key sign for one product: it must not name the application of another. */
    @Test
    void aKeyForOneProductShipsNoApplicationOfAnother() throws Exception {
        takes("lantern", "beacon");

        Visited other = driver.plugIn(beacon(
                        release(NEXT, LATER).andThen(payload -> payload.put("product", "beacon")), binary(NEXT))
                .plugged());

        assertThat(other.visit().outcomes())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.outcome().findRefusal().orElseThrow())
                        .isEqualTo(Refusal.of(RefusalCode.WRONG_PRODUCT, "product", "beacon")
                                .and("app", "lamp")
                                .and("expected", "lantern")));
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(RUNNING));
        assertThat(site.releases.folders("lamp")).containsExactly(folder(RUNNING));
    }

    @Test
    void itShipsItsOwn() throws Exception {
        takes("lantern", "beacon");

        driver.plugIn(beacon(
                        payload -> {
                            payload.put("product", "beacon");
                            Samples.in(payload, "app").put("name", "buoy");
                        },
                        binary(NEXT))
                .plugged());

        assertThat(site.memory.findRunning("buoy")).isPresent();
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(RUNNING));
    }

    /** What was rolled back does not hold its name: or a release that cannot run would take a name from its product. */
    @Test
    void aNameIsHeldByWhatStayed() throws Exception {
        takes("lantern", "beacon");
        Consumer<Map<String, Object>> foreign = payload -> {
            payload.put("product", "beacon");
            Samples.in(payload, "app").put("name", "wick");
        };
        site.supervisor.sick.add("2.4.0-" + Sha256.of(binary("sick")).first8());
        driver.plugIn(beacon(foreign, binary("sick")).plugged());
        assertThat(site.memory.findRunning("wick")).isEmpty();
        assertThat(site.memory.quarantined()).hasSize(1);

        driver.plugIn(stick().update(
                        payload -> {
                            Samples.in(payload, "app").put("name", "wick");
                            Samples.in(payload, "app").put("version", NEXT);
                        },
                        binary(NEXT))
                .plugged());

        assertThat(site.memory.findRunning("wick")).isPresent();
    }

    /** A license whose key was revoked gives nothing any more, but it does not open the machine to every product. */
    @Test
    void aLicenseThatIsNoLongerBelievedStillNamesTheProduct() throws Exception {
        Map<String, Object> trust = Samples.trust();
        trust.put("revoked", List.of("license-2023", "update-2023", "license-2021", "license-a"));
        site.keyring = TestKeys.keyring(trust);
        Consumer<Map<String, Object>> buoy = payload -> {
            payload.put("product", "beacon");
            Samples.in(payload, "app").put("name", "buoy");
        };

        Visited visited = driver.plugIn(beacon(buoy, binary(NEXT)).plugged());

        assertThat(visited.codes()).containsExactly(RefusalCode.WRONG_PRODUCT);
        assertThat(site.memory.findRunning("buoy")).isEmpty();
        driver.plugIn(stick().update(NEXT).plugged());
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(NEXT));
    }

    private void takes(String... products) {
        Situation before = site.situation;
        site.situation = new Situation(
                Set.of(products),
                before.platform(),
                before.builtAt(),
                before.allowFolders(),
                before.language(),
                before.limits());
        driver = new VisitDriver(site);
    }

    private static StickBuilder beacon(Consumer<Map<String, Object>> change, byte[] attachment) {
        return stick().updatesSignedBy(TestKeys.UPDATE_BEACON).update(change, attachment);
    }
}
