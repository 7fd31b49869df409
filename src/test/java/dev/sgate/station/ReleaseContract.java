package dev.sgate.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.release.InstallPhase;
import dev.sgate.release.SemVer;
import dev.sgate.release.UpdateOffer;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.LedgerView.UnfinishedInstall;
import dev.sgate.vectors.Samples;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Installs, and the releases that come of them. */
interface ReleaseContract extends ReleasesUnderTest {
    @Test
    default void anInstallIsUnfinishedFromPreparingUntilItsFinalPhase() {
        begin(INSTALL, ReleasesUnderTest.version("2.4.0"), Optional.of("2.3.0-aaaaaaaa"));
        assertThat(ledger().unfinishedInstalls())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(unfinished(InstallPhase.PREPARING));

        for (InstallPhase phase : List.of(InstallPhase.PROBATION, InstallPhase.ROLLING_BACK)) {
            move(INSTALL, phase);
            assertThat(ledger().unfinishedInstalls())
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactly(unfinished(phase));
        }

        move(INSTALL, InstallPhase.ROLLED_BACK);
        assertThat(ledger().unfinishedInstalls()).isEmpty();
        assertThat(ledger().findRunning("lamp")).isEmpty();
        assertThat(ledger().releases("lamp")).isEmpty();
    }

    private UnfinishedInstall unfinished(InstallPhase phase) {
        UpdateOffer offer = ReleasesUnderTest.version("2.4.0");
        return new UnfinishedInstall(
                INSTALL,
                phase,
                ReleasesUnderTest.envelope(),
                "lamp",
                offer.app().version(),
                offer.app().sha256(),
                offer.terms().issuedAt(),
                "folder",
                Optional.of("2.3.0-aaaaaaaa"));
    }

    @Test
    default void anInstallGoesNoWayThatIsNotInTheTable() {
        begin(INSTALL, ReleasesUnderTest.version("2.4.0"), Optional.empty());
        for (InstallPhase phase :
                List.of(InstallPhase.PROBATION, InstallPhase.ROLLING_BACK, InstallPhase.ROLLED_BACK)) {
            InstallPhase now = ledger().unfinishedInstalls().getFirst().phase();
            assertThatThrownBy(() -> move(INSTALL, InstallPhase.TAKEN_BACK)).isInstanceOf(IllegalStateException.class);
            InstallPhase tooFar = phase == InstallPhase.ROLLED_BACK ? InstallPhase.ABANDONED : InstallPhase.ROLLED_BACK;
            assertThatThrownBy(() -> move(INSTALL, tooFar)).isInstanceOf(IllegalStateException.class);
            assertThat(ledger().unfinishedInstalls().getFirst().phase()).isEqualTo(now);
            move(INSTALL, phase);
        }
        assertThatThrownBy(() -> move(INSTALL, InstallPhase.COMMITTED)).isInstanceOf(IllegalStateException.class);
        assertThat(ledger().running()).isEmpty();
    }

    @Test
    default void ofOneApplicationOneInstallAtATimeIsUnfinished() {
        begin(INSTALL, ReleasesUnderTest.version("2.4.0"), Optional.empty());

        assertThatThrownBy(() -> begin(NEXT_INSTALL, ReleasesUnderTest.version("2.5.0"), Optional.empty()))
                .isInstanceOf(RuntimeException.class);
        assertThat(ledger().unfinishedInstalls()).hasSize(1);

        move(INSTALL, InstallPhase.ABANDONED);
        begin(NEXT_INSTALL, ReleasesUnderTest.version("2.5.0"), Optional.empty());
        assertThat(ledger().unfinishedInstalls()).hasSize(1);
    }

    @Test
    default void anAbandonedInstallLeavesNothing() {
        begin(INSTALL, ReleasesUnderTest.version("2.4.0"), Optional.empty());
        move(INSTALL, InstallPhase.ABANDONED);

        assertThat(ledger().unfinishedInstalls()).isEmpty();
        assertThat(ledger().running()).isEmpty();
    }

    @Test
    default void aCommittedReleaseIsTheRunningOne() {
        UpdateOffer offer = ReleasesUnderTest.version("2.4.0+build.7");
        install(INSTALL, offer);

        HeldRelease release = new HeldRelease(
                "lamp",
                new SemVer("2.4.0+build.7"),
                "any",
                offer.app().sha256(),
                "folder",
                offer.terms().issuedAt(),
                List.of("lamp.sh"));
        assertThat(ledger().findRunning("lamp")).contains(release);
        assertThat(ledger().running()).containsExactly(release);
        assertThat(ledger().releases("lamp")).containsExactly(release);
        assertThat(ledger().findRunning("lantern")).isEmpty();
        assertThat(ledger().unfinishedInstalls()).isEmpty();
    }

    @Test
    default void aReleaseIsAppliedFromItsProbationOn() {
        UpdateOffer offer = ReleasesUnderTest.version("2.4.0+build.7");
        begin(INSTALL, offer, Optional.empty());
        assertThat(ledger().appliedReleases("lamp")).isEmpty();

        for (InstallPhase phase :
                List.of(InstallPhase.PROBATION, InstallPhase.ROLLING_BACK, InstallPhase.ROLLED_BACK)) {
            move(INSTALL, phase);
            assertThat(ledger().appliedReleases("lamp")).containsExactly(ReleasesUnderTest.applied(offer, phase));
        }
        install(NEXT_INSTALL, ReleasesUnderTest.version("2.5.0"));
        assertThat(ledger().appliedReleases("lamp"))
                .containsExactly(
                        ReleasesUnderTest.applied(offer, InstallPhase.ROLLED_BACK),
                        ReleasesUnderTest.applied(ReleasesUnderTest.version("2.5.0"), InstallPhase.COMMITTED));
        assertThat(ledger().appliedReleases("lantern")).isEmpty();
    }

    /** A key that was revoked during the probation must not take a version from the vendor. */
    @Test
    default void whatWasGivenUpWasNotApplied() {
        begin(INSTALL, ReleasesUnderTest.version("2.4.0"), Optional.empty());
        move(INSTALL, InstallPhase.PROBATION);
        move(INSTALL, InstallPhase.ABANDONED);

        assertThat(ledger().appliedReleases("lamp")).isEmpty();
    }

    @Test
    default void theCommandKeepsItsWords() {
        UpdateOffer offer = Samples.offer(payload -> {
            Samples.in(payload, "app").put("mediaType", "application/zip");
            Samples.in(payload, "app").put("unpackedLength", 1000);
            Samples.in(payload, "app").put("unpackedFiles", 3);
            Samples.in(payload, "app").put("run", List.of("bin/lamp", "--say", "two words; 'quoted' \"here\""));
        });
        install(INSTALL, offer);

        assertThat(ledger().findRunning("lamp").orElseThrow().command())
                .containsExactly("bin/lamp", "--say", "two words; 'quoted' \"here\"");
    }

    @Test
    default void aReleaseIsNameVersionAndPlatform() {
        install(INSTALL, ReleasesUnderTest.version("2.4.0"));
        install(NEXT_INSTALL, ReleasesUnderTest.version("2.5.0"));
        install(new InstallId(UUID.randomUUID()), ReleasesUnderTest.version("2.4.0+again"));

        assertThat(ledger().releases("lamp"))
                .extracting(release -> release.version().written())
                .containsExactly("2.4.0+again", "2.5.0");
        assertThat(ledger().findRunning("lamp").orElseThrow().version().written())
                .isEqualTo("2.4.0+again");
    }
}
