package dev.sgate.station;

import dev.sgate.release.InstallPhase;
import dev.sgate.release.ReleaseId;
import dev.sgate.release.UpdateOffer;
import dev.sgate.station.LedgerView.AppliedRelease;
import dev.sgate.vectors.Samples;
import java.util.Optional;
import java.util.UUID;

/** Releases that go into a ledger, step by step. */
interface ReleasesUnderTest extends LedgerUnderTest {
    InstallId INSTALL = new InstallId(UUID.fromString("019c1a2b-0000-7000-8000-00000000000a"));
    InstallId NEXT_INSTALL = new InstallId(UUID.fromString("019c1a2b-0000-7000-8000-00000000000b"));

    /** Bytes that are not text: they are kept as they are. */
    static byte[] envelope() {
        return new byte[] {'{', 0, '\n', (byte) 0xfe, '}'};
    }

    static UpdateOffer version(String version) {
        return Samples.offer(payload -> Samples.in(payload, "app").put("version", version));
    }

    default void begin(InstallId install, UpdateOffer offer, Optional<String> previousFolder) {
        begin(install, offer, "folder", previousFolder);
    }

    default void begin(InstallId install, UpdateOffer offer, String folder, Optional<String> previousFolder) {
        change(new StateChange.InstallBegun(install, offer, envelope(), folder, previousFolder, NOON));
    }

    default void move(InstallId install, InstallPhase phase) {
        change(new StateChange.InstallMoved(install, phase, LATER));
    }

    default void install(InstallId install, UpdateOffer offer) {
        install(install, offer, "folder", Optional.empty());
    }

    default void install(InstallId install, UpdateOffer offer, String folder, Optional<String> previousFolder) {
        begin(install, offer, folder, previousFolder);
        move(install, InstallPhase.PROBATION);
        move(install, InstallPhase.COMMITTED);
    }

    static AppliedRelease applied(UpdateOffer offer, InstallPhase phase) {
        return new AppliedRelease(ReleaseId.of(offer.app()), offer.app().sha256(), Optional.of("lantern"), phase);
    }
}
