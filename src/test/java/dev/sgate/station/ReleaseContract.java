package dev.sgate.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.release.InstallPhase;
import dev.sgate.release.ReleaseId;
import dev.sgate.release.SemVer;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerView.AppliedRelease;
import dev.sgate.station.LedgerView.Floor;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.LedgerView.Quarantine;
import dev.sgate.station.LedgerView.UnfinishedInstall;
import dev.sgate.station.LedgerView.WaitingUpdate;
import dev.sgate.vectors.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Installs, releases, floors, quarantine. */
interface ReleaseContract extends LedgerUnderTest {
    InstallId INSTALL = new InstallId(UUID.fromString("019c1a2b-0000-7000-8000-00000000000a"));
    InstallId NEXT_INSTALL = new InstallId(UUID.fromString("019c1a2b-0000-7000-8000-00000000000b"));
    Set<Kid> UPDATE_A = Set.of(new Kid("update-a"));

    @Test
    default void anInstallIsUnfinishedFromPreparingUntilItsFinalPhase() {
        begin(INSTALL, version("2.4.0"), Optional.of("2.3.0-aaaaaaaa"));
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
        return new UnfinishedInstall(INSTALL, phase, envelope(), "lamp", "folder", Optional.of("2.3.0-aaaaaaaa"));
    }

    @Test
    default void ofOneApplicationOneInstallAtATimeIsUnfinished() {
        begin(INSTALL, version("2.4.0"), Optional.empty());

        assertThatThrownBy(() -> begin(NEXT_INSTALL, version("2.5.0"), Optional.empty()))
                .isInstanceOf(RuntimeException.class);
        assertThat(ledger().unfinishedInstalls()).hasSize(1);

        move(INSTALL, InstallPhase.ABANDONED);
        begin(NEXT_INSTALL, version("2.5.0"), Optional.empty());
        assertThat(ledger().unfinishedInstalls()).hasSize(1);
    }

    @Test
    default void anAbandonedInstallLeavesNothing() {
        begin(INSTALL, version("2.4.0"), Optional.empty());
        move(INSTALL, InstallPhase.ABANDONED);

        assertThat(ledger().unfinishedInstalls()).isEmpty();
        assertThat(ledger().running()).isEmpty();
    }

    @Test
    default void aCommittedReleaseIsTheRunningOne() {
        UpdateOffer offer = version("2.4.0+build.7");
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
        UpdateOffer offer = version("2.4.0+build.7");
        begin(INSTALL, offer, Optional.empty());
        assertThat(ledger().appliedReleases("lamp")).isEmpty();

        for (InstallPhase phase :
                List.of(InstallPhase.PROBATION, InstallPhase.ROLLING_BACK, InstallPhase.ROLLED_BACK)) {
            move(INSTALL, phase);
            assertThat(ledger().appliedReleases("lamp")).containsExactly(applied(offer, phase));
        }
        install(NEXT_INSTALL, version("2.5.0"));
        assertThat(ledger().appliedReleases("lamp"))
                .containsExactly(
                        applied(offer, InstallPhase.ROLLED_BACK), applied(version("2.5.0"), InstallPhase.COMMITTED));
        assertThat(ledger().appliedReleases("lantern")).isEmpty();
    }

    /** A key that was revoked during the probation must not take a version from the vendor. */
    @Test
    default void whatWasGivenUpWasNotApplied() {
        begin(INSTALL, version("2.4.0"), Optional.empty());
        move(INSTALL, InstallPhase.PROBATION);
        move(INSTALL, InstallPhase.ABANDONED);

        assertThat(ledger().appliedReleases("lamp")).isEmpty();
    }

    private static AppliedRelease applied(UpdateOffer offer, InstallPhase phase) {
        return new AppliedRelease(ReleaseId.of(offer.app()), offer.app().sha256(), Optional.of("lantern"), phase);
    }

    @Test
    default void aReleaseIsTakenBackAndTheOneBeforeItIsTheRunningOne() {
        UpdateOffer old = version("2.4.0");
        UpdateOffer next = version("2.5.0");
        install(INSTALL, old, "old", Optional.empty());
        assertThat(ledger().findPrevious("lamp")).isEmpty();
        install(NEXT_INSTALL, next, "new", Optional.of("old"));
        assertThat(ledger().findPrevious("lamp")).map(HeldRelease::folder).contains("old");
        assertThat(ledger().takenBack()).isEmpty();

        change(new StateChange.ReleaseTakenBack("lamp", "new", Optional.of("old"), LATER));

        assertThat(ledger().findRunning("lamp")).map(HeldRelease::folder).contains("old");
        assertThat(ledger().findPrevious("lamp")).isEmpty();
        assertThat(ledger().takenBack()).singleElement().satisfies(back -> {
            assertThat(back.release().folder()).isEqualTo("new");
            assertThat(back.release().version()).isEqualTo(new SemVer("2.5.0"));
            assertThat(back.at()).isEqualTo(LATER);
        });
        assertThat(ledger().appliedReleases("lamp"))
                .containsExactly(applied(old, InstallPhase.COMMITTED), applied(next, InstallPhase.TAKEN_BACK));
        assertThat(ledger().unfinishedInstalls()).isEmpty();
        assertThat(ledger().releases("lamp")).hasSize(2);
    }

    @Test
    default void whereTheLastIsTakenBackNoneRunsUntilOneIsForgiven() {
        install(INSTALL, version("2.4.0"), "old", Optional.empty());
        change(new StateChange.ReleaseTakenBack("lamp", "old", Optional.empty(), LATER));

        assertThat(ledger().running()).isEmpty();
        assertThat(ledger().findRunning("lamp")).isEmpty();
        assertThat(ledger().findPrevious("lamp")).isEmpty();
        assertThat(ledger().takenBack()).hasSize(1);

        change(new StateChange.ReleaseTakenUp("lamp", "old", LATER));
        assertThat(ledger().findRunning("lamp")).map(HeldRelease::folder).contains("old");
        assertThat(ledger().takenBack()).isEmpty();
    }

    @Test
    default void aReleaseThatComesAgainIsNotTakenBackAnyMore() {
        install(INSTALL, version("2.4.0"), "old", Optional.empty());
        install(NEXT_INSTALL, version("2.5.0"), "new", Optional.of("old"));
        change(new StateChange.ReleaseTakenBack("lamp", "new", Optional.of("old"), NOON));
        install(new InstallId(UUID.randomUUID()), version("2.5.0"), "new", Optional.of("old"));
        assertThat(ledger().takenBack()).isEmpty();
        assertThat(ledger().findPrevious("lamp")).map(HeldRelease::folder).contains("old");

        change(new StateChange.ReleaseTakenBack("lamp", "new", Optional.of("old"), LATER));
        assertThat(ledger().takenBack())
                .singleElement()
                .satisfies(back -> assertThat(back.at()).isEqualTo(LATER));
    }

    @Test
    default void onlyWhatRunsIsTakenBackAndOnlyWhereNoneRunsIsOneTakenUp() {
        install(INSTALL, version("2.4.0"), "old", Optional.empty());
        install(NEXT_INSTALL, version("2.5.0"), "new", Optional.of("old"));

        assertThatThrownBy(() -> change(new StateChange.ReleaseTakenBack("lamp", "old", Optional.empty(), LATER)))
                .isInstanceOf(RuntimeException.class);
        change(new StateChange.ReleaseTakenBack("lamp", "new", Optional.of("old"), LATER));
        assertThatThrownBy(() -> change(new StateChange.ReleaseTakenUp("lamp", "new", LATER)))
                .isInstanceOf(RuntimeException.class);
        assertThat(ledger().findRunning("lamp")).map(HeldRelease::folder).contains("old");
    }

    @Test
    default void anUpdateWaitsUntilItIsConfirmedReplacedOrOver() {
        UpdateOffer first = version("2.5.0");
        change(new StateChange.UpdateWaits(first, envelope(), "slot-1", NOON));
        assertThat(ledger().waitingUpdates())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(waiting(first, "slot-1", NOON, false));

        change(new StateChange.UpdateConfirmed("slot-1"));
        assertThat(ledger().waitingUpdates())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(waiting(first, "slot-1", NOON, true));

        UpdateOffer second = version("2.6.0");
        change(new StateChange.UpdateWaits(second, envelope(), "slot-2", LATER));
        assertThat(ledger().waitingUpdates())
                .as("one for each application, and a yes is for what was shown")
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(waiting(second, "slot-2", LATER, false));
        assertThatThrownBy(() -> change(new StateChange.UpdateConfirmed("slot-1")))
                .isInstanceOf(RuntimeException.class);

        change(new StateChange.WaitingEnded("slot-1"));
        assertThat(ledger().waitingUpdates()).hasSize(1);
        change(new StateChange.WaitingEnded("slot-2"));
        assertThat(ledger().waitingUpdates()).isEmpty();
    }

    private static WaitingUpdate waiting(UpdateOffer offer, String slot, Instant since, boolean confirmed) {
        return new WaitingUpdate(
                "lamp",
                offer.app().version(),
                offer.app().sha256(),
                offer.identity(),
                envelope(),
                slot,
                since,
                confirmed);
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
        install(INSTALL, version("2.4.0"));
        install(NEXT_INSTALL, version("2.5.0"));
        install(new InstallId(UUID.randomUUID()), version("2.4.0+again"));

        assertThat(ledger().releases("lamp"))
                .extracting(release -> release.version().written())
                .containsExactly("2.4.0+again", "2.5.0");
        assertThat(ledger().findRunning("lamp").orElseThrow().version().written())
                .isEqualTo("2.4.0+again");
    }

    @Test
    default void floorsOnlyRise() {
        assertThat(ledger().findFloor("lamp", signers -> true)).isEmpty();

        raise("2.9.0", Optional.empty(), UPDATE_A);
        assertThat(ledger().findFloor("lamp", signers -> true))
                .contains(new Floor(new SemVer("2.9.0"), Optional.empty()));

        raise("2.10.0", Optional.of("2.1.0"), UPDATE_A);
        raise("2.4.0", Optional.of("2.0.0"), UPDATE_A);
        raise("1.0.0", Optional.empty(), Set.of(new Kid("update-b")));
        assertThat(ledger().findFloor("lamp", signers -> true))
                .contains(new Floor(new SemVer("2.10.0"), Optional.of(new SemVer("2.1.0"))));
        assertThat(ledger().findFloor("lantern", signers -> true)).isEmpty();
    }

    @Test
    default void aFloorFallsBackToWhatTheSignersThatCountHaveSet() {
        Set<Kid> stolen = Set.of(new Kid("update-stolen"));
        raise("2.4.0", Optional.of("2.0.0"), UPDATE_A);
        raise("999.0.0", Optional.of("998.0.0"), stolen);

        assertThat(ledger().findFloor("lamp", signers -> true))
                .contains(new Floor(new SemVer("999.0.0"), Optional.of(new SemVer("998.0.0"))));
        assertThat(ledger().findFloor("lamp", signers -> !signers.equals(stolen)))
                .contains(new Floor(new SemVer("2.4.0"), Optional.of(new SemVer("2.0.0"))));
        assertThat(ledger().findFloor("lamp", signers -> false)).isEmpty();
    }

    @Test
    default void allFloorsAreListedWithWhoSetThem() {
        assertThat(ledger().floors()).isEmpty();
        Set<Kid> others = Set.of(new Kid("update-b"));
        raise("2.10.0", Optional.of("2.1.0"), UPDATE_A);
        raise("2.4.0", Optional.empty(), UPDATE_A);
        raise("3.0.0", Optional.empty(), others);

        assertThat(ledger().floors())
                .containsExactlyInAnyOrder(
                        new LedgerView.SetFloor(
                                "lamp", UPDATE_A, new Floor(new SemVer("2.10.0"), Optional.of(new SemVer("2.1.0")))),
                        new LedgerView.SetFloor("lamp", others, new Floor(new SemVer("3.0.0"), Optional.empty())));
    }

    private void raise(String highest, Optional<String> minimum, Set<Kid> signers) {
        change(new StateChange.FloorRaised("lamp", new SemVer(highest), minimum.map(SemVer::new), signers));
    }

    @Test
    default void aDigestIsQuarantinedUntilItIsLifted() {
        Sha256 bad = Sha256.of(new byte[1]);
        Sha256 worse = Sha256.of(new byte[2]);
        SemVer version = new SemVer("2.4.0");
        change(
                new StateChange.DigestQuarantined(bad, "lamp", version, NOON, NOON),
                new StateChange.DigestQuarantined(worse, "lamp", version, NOON, NOON));
        change(new StateChange.DigestQuarantined(bad, "lamp", version, LATER, LATER));
        assertThat(ledger().quarantined())
                .as("the newest last, also what was there before")
                .containsExactly(
                        new Quarantine(worse, "lamp", version, NOON), new Quarantine(bad, "lamp", version, LATER));

        change(new StateChange.QuarantineLifted(bad), new StateChange.QuarantineLifted(Sha256.of(new byte[9])));
        assertThat(ledger().quarantined()).extracting(Quarantine::digest).containsExactly(worse);
    }

    /** One file may be told of under two names: what failed under one is known under the other. */
    @Test
    default void aQuarantineIsOfTheDigestAndNotOfTheApplication() {
        Sha256 bad = Sha256.of(new byte[1]);
        SemVer version = new SemVer("2.4.0");
        change(new StateChange.DigestQuarantined(bad, "lamp", version, NOON, NOON));
        change(new StateChange.DigestQuarantined(bad, "lantern", version, LATER, LATER));

        assertThat(ledger().quarantined()).containsExactly(new Quarantine(bad, "lantern", version, LATER));
        change(new StateChange.QuarantineLifted(bad));
        assertThat(ledger().quarantined()).isEmpty();
    }

    /** Bytes that are not text: they are kept as they are. */
    private static byte[] envelope() {
        return new byte[] {'{', 0, '\n', (byte) 0xfe, '}'};
    }

    private static UpdateOffer version(String version) {
        return Samples.offer(payload -> Samples.in(payload, "app").put("version", version));
    }

    private void begin(InstallId install, UpdateOffer offer, Optional<String> previousFolder) {
        begin(install, offer, "folder", previousFolder);
    }

    private void begin(InstallId install, UpdateOffer offer, String folder, Optional<String> previousFolder) {
        change(new StateChange.InstallBegun(install, offer, envelope(), folder, previousFolder, NOON));
    }

    private void move(InstallId install, InstallPhase phase) {
        change(new StateChange.InstallMoved(install, phase, LATER));
    }

    private void install(InstallId install, UpdateOffer offer) {
        install(install, offer, "folder", Optional.empty());
    }

    private void install(InstallId install, UpdateOffer offer, String folder, Optional<String> previousFolder) {
        begin(install, offer, folder, previousFolder);
        move(install, InstallPhase.PROBATION);
        move(install, InstallPhase.COMMITTED);
    }
}
