package dev.sgate.station;

import dev.sgate.release.SemVer;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerView.Floor;
import dev.sgate.station.LedgerView.Quarantine;
import dev.sgate.station.LedgerView.SetFloor;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Floors and quarantines for a witness. */
final class WitnessSamples {
    static final Set<Kid> SOME = Set.of(new Kid("update-a"), new Kid("update-b"));

    private WitnessSamples() {}

    static SetFloor floor(String app, String highest, String minimum, Set<Kid> signers) {
        Optional<SemVer> least = minimum.isEmpty() ? Optional.empty() : Optional.of(new SemVer(minimum));
        return new SetFloor(app, signers, new Floor(new SemVer(highest), least));
    }

    static Quarantine bad(int number) {
        return new Quarantine(
                Sha256.of(new byte[] {(byte) number}), "lamp", new SemVer("2." + number + ".0"), Instant.EPOCH);
    }
}
