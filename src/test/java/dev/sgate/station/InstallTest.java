package dev.sgate.station;

import static dev.sgate.station.StickBuilder.binary;
import static dev.sgate.station.StickBuilder.folder;
import static dev.sgate.station.StickBuilder.release;
import static dev.sgate.station.StickBuilder.stick;
import static dev.sgate.vectors.Samples.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.release.InstallPhase;
import dev.sgate.release.SemVer;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.VisitDriver.Visited;
import dev.sgate.vectors.Samples;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Releases that come, fail, are forgiven, and never go below their floors. */
class InstallTest {
    private static final String LATER = "2026-01-15T00:00:00Z";
    private static final String LATEST = "2026-01-20T00:00:00Z";

    private final TestSite site = new TestSite();
    private final VisitDriver driver = new VisitDriver(site);

    private Outcome plugIn(StickBuilder stick) throws Exception {
        Visited visited = driver.plugIn(stick.plugged());
        assertThat(site.staging.slots()).isEmpty();
        assertThat(site.memory.unfinishedInstalls()).isEmpty();
        return visited.visit().outcomes().getLast().outcome();
    }

    private static RefusalCode code(Outcome outcome) {
        return outcome.findRefusal().orElseThrow().code();
    }

    @Test
    void aReleaseThatFailsItsCheckIsRolledBackAndSaysWhy() throws Exception {
        plugIn(stick().update("2.4.0"));
        site.supervisor.sick.add(folder("2.5.0"));
        FakeVolume volume = stick().update("2.5.0", LATER).plugged();

        Visited visited = driver.plugIn(volume);

        Outcome outcome = visited.visit().outcomes().getLast().outcome();
        assertThat(outcome).isInstanceOfSatisfying(Outcome.ReleaseRolledBack.class, back -> {
            assertThat(back.kept()).contains(new SemVer("2.4.0"));
            assertThat(back.refusal().evidence().facts()).containsEntry("exitCode", "3");
        });
        assertThat(site.events("update-rolled-back"))
                .singleElement()
                .asString()
                .contains("\"code\":\"health-check-failed\"", "\"kept\":\"2.4.0\"", "exitCode=3");
        assertThat(site.events("refused")).isEmpty();
        assertThat(volume.text(volume.written.getLast()))
                .contains("\"code\":\"health-check-failed\"", "Version 2.4.0 runs again");
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder("2.4.0"));
        assertThat(site.releases.current("lamp")).contains(folder("2.4.0"));
        assertThat(site.releases.folders("lamp")).containsExactly(folder("2.4.0"));
        assertThat(site.memory.quarantined()).hasSize(1);
        assertThat(site.memory.findFloor("lamp", signers -> true).orElseThrow().highestCommitted())
                .isEqualTo(new SemVer("2.4.0"));
    }

    @Test
    void aFirstReleaseThatFailsLeavesNoneAndTheNextStickIsTaken() throws Exception {
        site.supervisor.sick.add(folder("2.4.0"));
        assertThat(code(plugIn(stick().update("2.4.0")))).isEqualTo(RefusalCode.HEALTH_CHECK_FAILED);
        assertThat(site.releases.current("lamp")).isEmpty();
        assertThat(site.releases.folders("lamp")).isEmpty();
        assertThat(site.supervisor.running).isEmpty();

        assertThat(plugIn(stick().update("2.4.1"))).isInstanceOf(Outcome.ReleaseApplied.class);
    }

    @Test
    void aReleaseThatCannotBeStartedIsRolledBackToo() throws Exception {
        plugIn(stick().update("2.4.0"));
        site.supervisor.unstartable.add(folder("2.5.0"));
        assertThat(code(plugIn(stick().update("2.5.0")))).isEqualTo(RefusalCode.HEALTH_CHECK_FAILED);
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder("2.4.0"));
    }

    @Test
    void aMachineThatCannotStartItIsNoEvidenceAgainstIt() throws Exception {
        plugIn(stick().update("2.4.0"));
        site.supervisor.startFails.put(folder("2.5.0"), new IOException("Cannot allocate memory"));
        FakeVolume volume = stick().update("2.5.0").plugged();

        assertUndone(driver.plugIn(volume));

        site.supervisor.startFails.clear();
        driver.plugIn(volume);
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder("2.5.0"));
    }

    @Test
    void aCheckThatOurMachineCannotRunIsNoEvidenceAgainstIt() throws Exception {
        plugIn(stick().update("2.4.0"));
        site.supervisor.checkFails = Optional.of(new IOException("Too many open files"));
        FakeVolume volume = stick().update("2.5.0").plugged();

        assertUndone(driver.plugIn(volume));

        site.supervisor.checkFails = Optional.empty();
        driver.plugIn(volume);
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder("2.5.0"));
    }

    private void assertUndone(Visited visited) throws Exception {
        assertThat(code(visited.visit().outcomes().getLast().outcome())).isEqualTo(RefusalCode.INTERNAL);
        assertThat(site.memory.quarantined()).isEmpty();
        assertThat(site.events("update-rolled-back")).isEmpty();
        assertThat(site.memory.unfinishedInstalls()).isEmpty();
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder("2.4.0"));
        assertThat(site.releases.folders("lamp")).containsExactly(folder("2.4.0"));
    }

    @Test
    void stoppingTheApplianceWhileItStartsAReleaseIsNoEvidence() throws Exception {
        plugIn(stick().update("2.4.0"));
        for (IOException stopped : new IOException[] {new InterruptedIOException(), new ClosedByInterruptException()}) {
            site.supervisor.startFails.put(folder("2.5.0"), stopped);
            FakeVolume volume = stick().update("2.5.0").plugged();
            assertThatThrownBy(() -> driver.plugIn(volume)).isInstanceOf(InterruptedException.class);
            assertThat(site.memory.quarantined()).isEmpty();
            assertThat(site.memory.unfinishedInstalls()).hasSize(1);
        }

        site.supervisor.startFails.clear();
        new VisitDriver(site).boot();
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder("2.5.0"));
    }

    @Test
    void aSlotThatCannotBeRemovedMakesNoRefusalOfWhatWasInstalled() throws Exception {
        site.staging.keepsSlots = true;

        Visited visited = driver.plugIn(stick().update("2.4.0").plugged());

        assertThat(visited.visit().outcomes())
                .singleElement()
                .satisfies(file -> assertThat(file.outcome()).isInstanceOf(Outcome.ReleaseApplied.class));
        assertThat(site.events("refused")).isEmpty();
        // the update's slot, and the journal's
        assertThat(site.announced)
                .hasSize(2)
                .allSatisfy(said -> assertThat(said).contains("could not be removed"));

        site.staging.keepsSlots = false;
        new VisitDriver(site).boot();
        assertThat(site.staging.slots()).isEmpty();
    }

    @Test
    void whereThePreviousDoesNotStartEitherSticksAreStillTaken() throws Exception {
        plugIn(stick().update("2.4.0"));
        site.supervisor.sick.add(folder("2.5.0"));
        site.supervisor.startFails.put(folder("2.4.0"), new IOException("Cannot allocate memory"));
        assertThat(code(plugIn(stick().update("2.5.0")))).isEqualTo(RefusalCode.HEALTH_CHECK_FAILED);
        assertThat(site.announced).singleElement().asString().contains("lamp 2.4.0 could not be started");

        assertThat(plugIn(stick().update("2.6.0"))).isInstanceOf(Outcome.ReleaseApplied.class);
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder("2.6.0"));
    }

    @Test
    void aDigestThatFailedIsQuarantinedUntilAFileIssuedLaterNamesIt() throws Exception {
        site.supervisor.sick.add(folder("2.4.0"));
        plugIn(stick().update("2.4.0", Samples.MADE));
        site.supervisor.sick.clear();

        assertThat(code(plugIn(stick().update("2.4.0", Samples.MADE)))).isEqualTo(RefusalCode.QUARANTINED);
        assertThat(site.supervisor.running).isEmpty();

        assertThat(plugIn(stick().update("2.4.0", LATER))).isInstanceOf(Outcome.ReleaseApplied.class);
        assertThat(site.memory.quarantined()).isEmpty();
    }

    @Test
    void theFloorHoldsAlsoWhereTheVendorAllowsADowngrade() throws Exception {
        plugIn(stick().update(minimum("2.4.0"), binary("2.4.0")));
        plugIn(stick().update("2.6.0", LATER));

        assertThat(code(plugIn(stick().update(downgrade("2.3.0"), binary("2.3.0")))))
                .isEqualTo(RefusalCode.DOWNGRADE);
        assertThat(plugIn(stick().update(downgrade("2.5.0"), binary("2.5.0"))))
                .isInstanceOfSatisfying(
                        Outcome.ReleaseApplied.class,
                        applied -> assertThat(applied.before()).contains(new SemVer("2.6.0")));
        assertThat(site.memory.findFloor("lamp", signers -> true).orElseThrow())
                .isEqualTo(new LedgerView.Floor(new SemVer("2.6.0"), Optional.of(new SemVer("2.4.0"))));
    }

    private static Consumer<Map<String, Object>> minimum(String version) {
        return payload -> Samples.in(payload, "app").put("minimumVersion", version);
    }

    private static Consumer<Map<String, Object>> downgrade(String version) {
        return release(version, LATEST).andThen(set("allowDowngrade", true, "expires", "2026-02-10T00:00:00Z"));
    }

    @Test
    void onlyThisReleaseAndThePreviousOneAreKept() throws Exception {
        for (String version : new String[] {"2.4.0", "2.5.0", "2.6.0"}) {
            plugIn(stick().update(version));
        }
        assertThat(site.releases.folders("lamp")).containsExactly(folder("2.5.0"), folder("2.6.0"));
        assertThat(site.memory.findRunning("lamp").orElseThrow().version()).isEqualTo(new SemVer("2.6.0"));
    }

    @Test
    void stoppingTheApplianceDuringProbationIsNoEvidence() throws Exception {
        plugIn(stick().update("2.4.0"));
        site.supervisor.interrupted = true;
        FakeVolume volume = stick().update("2.5.0").plugged();
        assertThatThrownBy(() -> driver.plugIn(volume)).isInstanceOf(InterruptedException.class);
        assertThat(site.memory.unfinishedInstalls())
                .singleElement()
                .satisfies(install -> assertThat(install.phase()).isEqualTo(InstallPhase.PROBATION));
        assertThat(site.memory.quarantined()).isEmpty();

        site.supervisor.interrupted = false;
        int started = site.supervisor.started.size();
        new VisitDriver(site).boot();

        assertThat(site.memory.findRunning("lamp").orElseThrow().version()).isEqualTo(new SemVer("2.5.0"));
        assertThat(site.supervisor.started).as("its process is still there").hasSize(started);
    }
}
