package dev.sgate.station;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.release.SemVer;
import dev.sgate.seal.Kid;
import dev.sgate.station.LedgerView.Floor;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Floors: how far down an application may never go again. */
interface FloorContract extends LedgerUnderTest {
    Set<Kid> UPDATE_A = Set.of(new Kid("update-a"));

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
}
