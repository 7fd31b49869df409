package dev.sgate.station;

import static dev.sgate.station.StickBuilder.folder;
import static dev.sgate.station.StickBuilder.stick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.release.SemVer;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.InstallPolicy.When;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Updates that wait for a person or for the application's next restart (S47). */
class UpdateWaitingTest {
    private static final String LATER = "2026-01-15T00:00:00Z";

    private final TestSite site = new TestSite();

    private Outcome plugIn(StickBuilder stick) throws Exception {
        return new VisitDriver(site)
                .plugIn(stick.plugged())
                .visit()
                .outcomes()
                .getLast()
                .outcome();
    }

    private void with(When when) {
        site.policy = new InstallPolicy(when, 2);
    }

    private List<Outcome> due() throws Exception {
        return new VisitDriver(site).installWhatIsDue();
    }

    private String runs() {
        return site.supervisor.folder("lamp");
    }

    @Test
    void whatWaitsForAPersonIsInstalledAfterAYes() throws Exception {
        plugIn(stick().update("2.4.0"));
        with(When.CONFIRM);
        FakeVolume volume = stick().update("2.5.0").plugged();
        new VisitDriver(site).plugIn(volume);

        assertThat(volume.text(volume.written.getLast())).contains("\"result\":\"waiting\"", "sgate install");
        assertThat(site.events("warning"))
                .singleElement()
                .asString()
                .contains("\"kind\":\"update-waiting\"", "\"version\":\"2.5.0\"", "\"waitsFor\":\"person\"");
        assertThat(due()).isEmpty();
        assertThat(runs()).isEqualTo(folder("2.4.0"));
        assertThat(site.staging.slots()).hasSize(1);

        assertThat(new SiteUpdates(site.ledger).confirm(Optional.empty())).hasSize(1);
        assertThat(due()).singleElement().isInstanceOf(Outcome.ReleaseApplied.class);
        assertThat(runs()).isEqualTo(folder("2.5.0"));
        assertThat(site.memory.waitingUpdates()).isEmpty();
        assertThat(site.staging.slots()).isEmpty();
        assertThat(due()).isEmpty();
    }

    @Test
    void whatWaitsSurvivesAPowerCutAndSoDoesTheYes() throws Exception {
        with(When.CONFIRM);
        plugIn(stick().update("2.4.0"));
        restart();
        assertThat(site.memory.waitingUpdates()).hasSize(1);
        assertThat(site.staging.slots()).hasSize(1);
        assertThat(due()).isEmpty();

        new SiteUpdates(site.ledger).confirm(Optional.of("lamp"));
        restart();
        assertThat(due()).singleElement().isInstanceOf(Outcome.ReleaseApplied.class);
        assertThat(runs()).isEqualTo(folder("2.4.0"));
    }

    private void restart() throws Exception {
        site.losePower();
        new VisitDriver(site).boot();
    }

    @Test
    void theSameStickAgainIsNotReadAgainAndANewerOneReplacesWhatWaits() throws Exception {
        with(When.CONFIRM);
        plugIn(stick().update("2.4.0"));
        long read = site.wholeCopies.size();
        assertThat(plugIn(stick().update("2.4.0"))).isInstanceOf(Outcome.ReleaseWaits.class);
        assertThat(site.wholeCopies).hasSize((int) read);

        new SiteUpdates(site.ledger).confirm(Optional.empty());
        assertThat(plugIn(stick().update("2.5.0", LATER))).isInstanceOf(Outcome.ReleaseWaits.class);
        assertThat(site.staging.slots()).as("the old slot is gone").hasSize(1);
        assertThat(due()).as("the yes was for what was shown").isEmpty();
        assertThat(plugIn(stick().update("2.4.0")).findRefusal().orElseThrow().code())
                .isEqualTo(RefusalCode.SUPERSEDED);

        new SiteUpdates(site.ledger).confirm(Optional.empty());
        assertThat(due()).hasSize(1);
        assertThat(runs()).isEqualTo(folder("2.5.0"));
        assertThat(site.staging.slots()).isEmpty();
    }

    @Test
    void whatWaitsForARestartIsInstalledWhenTheApplicationEnds() throws Exception {
        plugIn(stick().update("2.4.0"));
        with(When.AT_RESTART);
        assertThat(plugIn(stick().update("2.5.0")))
                .isEqualTo(new Outcome.ReleaseWaits("lamp", new SemVer("2.5.0"), false));
        assertThat(due()).isEmpty();

        site.supervisor.running.clear();
        assertThat(due()).singleElement().isInstanceOf(Outcome.ReleaseApplied.class);
        assertThat(runs()).isEqualTo(folder("2.5.0"));
    }

    @Test
    void atTheApplianceStartItIsInstalledInsteadOfStartingTheOldOne() throws Exception {
        plugIn(stick().update("2.4.0"));
        with(When.AT_RESTART);
        plugIn(stick().update("2.5.0"));
        restart();
        assertThat(runs()).isEmpty();

        assertThat(due()).hasSize(1);
        assertThat(runs()).isEqualTo(folder("2.5.0"));
        assertThat(site.supervisor.started).containsExactly(folder("2.4.0"), folder("2.5.0"));
    }

    @Test
    void oneThatFailsItsCheckAfterAllGoesBackAndDoesNotWaitAnyMore() throws Exception {
        plugIn(stick().update("2.4.0"));
        with(When.CONFIRM);
        plugIn(stick().update("2.5.0"));
        site.supervisor.sick.add(folder("2.5.0"));
        new SiteUpdates(site.ledger).confirm(Optional.empty());

        assertThat(due()).singleElement().isInstanceOf(Outcome.ReleaseRolledBack.class);
        assertThat(runs()).isEqualTo(folder("2.4.0"));
        assertThat(site.memory.waitingUpdates()).isEmpty();
        assertThat(site.staging.slots()).isEmpty();
        assertThat(due()).isEmpty();
    }

    @Test
    void oneWhoseKeyWasRevokedMeanwhileIsNotInstalled() throws Exception {
        with(When.CONFIRM);
        plugIn(stick().update("2.4.0"));
        new SiteUpdates(site.ledger).confirm(Optional.empty());
        Map<String, Object> trust = Samples.trust();
        trust.put("revoked", List.of("license-2023", "update-2023", "license-2021", "update-a"));
        site.keyring = TestKeys.keyring(trust);
        site.trust = new HeldTrust(site.ledger, () -> site.keyring);

        assertThat(due().getFirst().findRefusal().orElseThrow().code()).isEqualTo(RefusalCode.REVOKED_KEY);
        assertThat(runs()).isEmpty();
        assertThat(site.memory.waitingUpdates()).isEmpty();
        assertThat(site.staging.slots()).isEmpty();
    }

    @Test
    void whatWaitedIsInstalledWhenTheSettingSaysAtOnce() throws Exception {
        with(When.CONFIRM);
        plugIn(stick().update("2.4.0"));
        with(When.AT_ONCE);
        restart();
        assertThat(due()).hasSize(1);
        assertThat(runs()).isEqualTo(folder("2.4.0"));
    }

    @Test
    void asManyReleasesAreKeptAsWasSet() throws Exception {
        site.policy = new InstallPolicy(When.AT_ONCE, 3);
        for (String version : List.of("2.3.0", "2.4.0", "2.5.0", "2.6.0")) {
            plugIn(stick().update(version));
        }
        assertThat(site.releases.folders("lamp")).containsExactly(folder("2.4.0"), folder("2.5.0"), folder("2.6.0"));
    }

    /** It was asked for once more then, and with {@code at-restart} an application was left to an update that was in force. */
    @Test
    void aStickThatStaysInDuringProbationBringsNothingThatWaits() throws Exception {
        plugIn(stick().update("2.4.0"));
        with(When.CONFIRM);
        FakeVolume volume = stick().update("2.5.0", LATER).plugged();
        new VisitDriver(site).plugIn(volume);
        new SiteUpdates(site.ledger).confirm(Optional.empty());

        Thread visit = new Thread(() -> {
            try {
                new VisitDriver(site).plugIn(volume);
            } catch (IOException | InterruptedException broken) {
                throw new IllegalStateException(broken);
            }
        });
        site.supervisor.whileOnProbation = () -> {
            visit.start();
            Awaitility.await().until(() -> visit.getState() == Thread.State.WAITING || !visit.isAlive());
            assertThat(site.memory.waitingUpdates()).isEmpty();
        };
        assertThat(due()).singleElement().isInstanceOf(Outcome.ReleaseApplied.class);
        visit.join();
        assertThat(runs()).isEqualTo(folder("2.5.0"));
        assertThat(site.memory.waitingUpdates()).isEmpty();
        assertThat(site.staging.slots()).isEmpty();
        assertThat(site.events("update-installed")).hasSize(2);
        assertThat(site.events("warning")).hasSize(1);
    }
}
