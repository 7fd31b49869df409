package dev.sgate.station;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.journal.ChainHead;
import dev.sgate.license.Fingerprint;
import dev.sgate.license.LicenseBundle;
import dev.sgate.seal.Kid;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerView.Device;
import dev.sgate.station.LedgerView.HeldLicense;
import dev.sgate.station.LedgerView.Seat;
import dev.sgate.vectors.Samples;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Licenses, pools, seats, devices, revocation lists. */
interface LicenseContract extends LedgerUnderTest {
    Fingerprint ONE = Fingerprint.ofMachineId("one");
    Fingerprint OTHER = Fingerprint.ofMachineId("other");
    Set<Kid> SIGNERS = Set.of(new Kid("license-a"), new Kid("license-b"));

    @Test
    default void aLicenseIsHeldAsItCame() {
        LicenseBundle bundle = Samples.bundle(payload -> payload.put("site", "north"));
        UUID licenseId = bundle.terms().licenseId();
        assertThat(ledger().findLicense(licenseId)).isEmpty();

        change(new StateChange.LicenseHeld(bundle, line(), NOON));

        HeldLicense held = ledger().findLicense(licenseId).orElseThrow();
        assertThat(held)
                .usingRecursiveComparison()
                .isEqualTo(new HeldLicense(
                        licenseId, Optional.of("lantern"), "north", 5, bundle.identity(), line(), NOON));
        assertThat(ledger().licenses())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(held);
    }

    @Test
    default void aNewerBundleTakesTheOlderOnesPlace() {
        LicenseBundle older = Samples.bundle(payload -> {});
        LicenseBundle newer = Samples.bundle(payload -> payload.put("serial", 6));
        LicenseBundle another =
                Samples.bundle(payload -> payload.put("licenseId", "7d3c2b1a-9f8e-4d6c-8b5a-000000000000"));

        change(new StateChange.LicenseHeld(older, line(), NOON));
        change(new StateChange.LicenseHeld(newer, line(), LATER), new StateChange.LicenseHeld(another, line(), LATER));

        assertThat(ledger().licenses())
                .extracting(HeldLicense::identity)
                .containsExactly(another.identity(), newer.identity());
    }

    /** Also the pool of the bundle that shows the fork, for it is held in the same commit. */
    @Test
    default void poolsThatAreOpenWhenAForkIsFoundAreHeldBackAndNoLaterOnes() {
        LicenseBundle before = Samples.bundle(payload -> {});
        LicenseBundle shows =
                Samples.bundle(payload -> payload.put("licenseId", "7d3c2b1a-9f8e-4d6c-8b5a-000000000000"));
        LicenseBundle reset = Samples.bundle(payload -> {
            payload.put("serial", 6);
            payload.put("pool", Samples.members("size", 2, "epoch", 1));
        });
        UUID licenseId = before.terms().licenseId();
        change(new StateChange.LicenseHeld(before, line(), NOON));
        assertThat(ledger().isHeldBack(licenseId, 0)).isFalse();
        change(
                new StateChange.LicenseHeld(shows, line(), LATER),
                new StateChange.JournalForked(new ChainHead(9, shows.identity()), LATER));
        change(new StateChange.LicenseHeld(reset, line(), LATER));

        assertThat(ledger().isHeldBack(licenseId, 0)).isTrue();
        assertThat(ledger().isHeldBack(shows.terms().licenseId(), 0)).isTrue();
        assertThat(ledger().isHeldBack(licenseId, 1)).isFalse();
        assertThat(ledger().<Boolean>commitTogether(
                                draft -> draft.isHeldBack(licenseId, 0) && !draft.isHeldBack(licenseId, 1)))
                .isTrue();
    }

    @Test
    default void aPoolStaysOpenedWhenALaterEpochComes() {
        LicenseBundle first = Samples.bundle(payload -> {});
        UUID license = first.terms().licenseId();
        assertThat(ledger().poolWasOpened(license, 0)).isFalse();

        change(new StateChange.LicenseHeld(first, line(), NOON));
        assertThat(ledger().poolWasOpened(license, 0)).isTrue();
        assertThat(ledger().poolWasOpened(license, 3)).isFalse();

        LicenseBundle reset = Samples.bundle(payload -> payload.put("pool", Samples.members("size", 2, "epoch", 3)));
        change(new StateChange.LicenseHeld(reset, line(), LATER));
        assertThat(ledger().poolWasOpened(license, 0)).isTrue();
        assertThat(ledger().poolWasOpened(license, 3)).isTrue();
    }

    @Test
    default void theSameDeviceKeepsItsSeat() {
        UUID license = UUID.randomUUID();
        change(
                new StateChange.SeatTaken(license, 0, ONE, NOON),
                new StateChange.SeatTaken(license, 0, OTHER, NOON),
                new StateChange.SeatTaken(license, 1, ONE, NOON));
        change(new StateChange.SeatTaken(license, 0, ONE, LATER));

        assertThat(ledger().seats(license, 0))
                .containsExactly(new Seat(license, 0, ONE, NOON), new Seat(license, 0, OTHER, NOON));
        assertThat(ledger().seats(license, 1)).hasSize(1);
        assertThat(ledger().seats(UUID.randomUUID(), 0)).isEmpty();
    }

    @Test
    default void aDeviceIsSeenFirstAndLast() {
        change(new StateChange.DeviceSeen(ONE, LATER), new StateChange.DeviceSeen(OTHER, LATER));
        change(new StateChange.DeviceSeen(ONE, LATER.plusSeconds(60)), new StateChange.DeviceSeen(OTHER, NOON));

        assertThat(ledger().devices())
                .containsExactly(new Device(ONE, LATER, LATER.plusSeconds(60)), new Device(OTHER, LATER, LATER));
    }

    @Test
    default void theNewestRevocationListIsTheHighest() {
        assertThat(ledger().newestRevocationList(any -> true)).isEmpty();

        change(new StateChange.RevocationListHeld(list(7, 1), SIGNERS));
        change(new StateChange.RevocationListHeld(list(9, 2), Set.of(new Kid("license-b"))));
        change(new StateChange.RevocationListHeld(list(8, 3), SIGNERS));

        RevocationList newest = ledger().newestRevocationList(any -> true).orElseThrow();
        assertThat(newest.number()).isEqualTo(9);
        assertThat(newest.issuedAt()).isEqualTo(NOON);
        assertThat(newest.packed()).isEqualTo(list(9, 2).packed());
    }

    @Test
    default void aListNeverGoesBack() {
        change(new StateChange.RevocationListHeld(list(7, 1), SIGNERS));
        change(new StateChange.RevocationListHeld(list(6, 2), SIGNERS));

        assertThat(ledger().newestRevocationList(any -> true).orElseThrow().number())
                .isEqualTo(7);
    }

    @Test
    default void ofTwoListsWithOneNumberTheLaterCounts() {
        change(new StateChange.RevocationListHeld(list(7, 1), SIGNERS));
        change(new StateChange.RevocationListHeld(list(7, 2), Set.of(new Kid("license-b"))));
        RevocationList union = list(7, 1).union(list(7, 2));
        change(new StateChange.RevocationListHeld(union, SIGNERS));

        assertThat(ledger().newestRevocationList(any -> true).orElseThrow().sameEntries(union))
                .isTrue();
    }

    /** BEHAVIOUR 4: a list whose key was revoked leaves the one before it. */
    @Test
    default void theNewestListFallsBackToThatOfSignersWhoStillCount() {
        Set<Kid> stolen = Set.of(new Kid("license-b"));
        change(new StateChange.RevocationListHeld(list(7, 1), SIGNERS));
        change(new StateChange.RevocationListHeld(list(900, 2), stolen));
        change(new StateChange.RevocationListHeld(list(8, 3), SIGNERS));

        RevocationList left = ledger().newestRevocationList(SIGNERS::equals).orElseThrow();
        assertThat(left.number()).isEqualTo(8);
        assertThat(left.packed()).isEqualTo(list(8, 3).packed());
        assertThat(ledger().newestRevocationList(none -> false)).isEmpty();
    }

    @Test
    default void aUnionFallsApartWithTheKeyOfOneHalf() {
        Set<Kid> stolen = Set.of(new Kid("license-b"));
        change(new StateChange.RevocationListHeld(list(7, 1), stolen));
        change(new StateChange.RevocationListHeld(list(7, 2), SIGNERS));

        assertThat(ledger().newestRevocationList(any -> true).orElseThrow().size())
                .isEqualTo(2);
        assertThat(ledger().newestRevocationList(SIGNERS::equals).orElseThrow().packed())
                .isEqualTo(list(7, 2).packed());
    }

    /** BEHAVIOUR 4: a serial whose key was revoked leaves the one before it. */
    @Test
    default void theHighestSerialIsThatOfSignersWhoCount() {
        LicenseBundle bundle = Samples.bundle(payload -> payload.put("site", "north"));
        UUID licenseId = bundle.terms().licenseId();
        assertThat(ledger().highestSerial(licenseId, any -> true)).isEmpty();

        change(new StateChange.LicenseHeld(bundle, line(), NOON));

        assertThat(ledger().highestSerial(licenseId, bundle.signers()::equals))
                .contains(new LedgerView.HeldSerial("north", 5, bundle.identity()));
        assertThat(ledger().highestSerial(licenseId, none -> false)).isEmpty();
    }

    @Test
    default void trustDocumentsAreKeptByVersion() {
        assertThat(ledger().trustDocuments()).isEmpty();
        change(
                new StateChange.TrustHeld(6, false, line(), LATER),
                new StateChange.TrustHeld(5, true, line(), NOON),
                new StateChange.TrustHeld(6, true, line(), NOON));
        assertThat(ledger().trustDocuments())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        new LedgerView.HeldDocument(5, true, line(), NOON),
                        new LedgerView.HeldDocument(6, true, line(), NOON));
    }

    /** Bytes that are not text: they are kept as they are. */
    private static byte[] line() {
        return new byte[] {'{', 0, (byte) 0xff, '}'};
    }

    private static RevocationList list(long number, int revoked) {
        return RevocationList.of(number, NOON, List.of(Sha256.of(new byte[revoked])));
    }
}
