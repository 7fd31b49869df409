package dev.sgate.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.license.Fingerprint;
import dev.sgate.license.PoolSeat;
import dev.sgate.station.PoolView.Instance;
import dev.sgate.station.StateChange.InstanceEnded;
import dev.sgate.station.StateChange.InstanceHeld;
import dev.sgate.station.StateChange.InstanceNamed;
import dev.sgate.station.StateChange.NewSeatCounted;
import dev.sgate.station.StateChange.SeatCleared;
import dev.sgate.station.StateChange.SeatGivenBack;
import dev.sgate.station.StateChange.SeatTaken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every ledger promises about seats and the instances that sit in them. */
public interface PoolContract extends LedgerUnderTest {
    UUID POOL = UUID.fromString("7d3c2b1a-9f8e-4d6c-8b5a-000000000001");
    UUID OTHER_POOL = UUID.fromString("7d3c2b1a-9f8e-4d6c-8b5a-000000000002");
    UUID INSTANCE = UUID.fromString("7d3c2b1a-9f8e-4d6c-8b5a-000000000003");
    UUID OTHER_INSTANCE = UUID.fromString("7d3c2b1a-9f8e-4d6c-8b5a-000000000004");
    Fingerprint LEFT = Fingerprint.ofMachineId("left");
    Fingerprint RIGHT = Fingerprint.ofMachineId("right");

    private static Instance instance(UUID id, Fingerprint device, boolean machineKnown, Instant issuedAt) {
        return new Instance(
                id,
                POOL,
                device,
                machineKnown,
                "192.0.2.7",
                issuedAt,
                issuedAt.plus(Duration.ofDays(2)),
                issuedAt,
                Optional.empty());
    }

    private PoolView view() {
        return ledger();
    }

    @Test
    default void seatsAreListedInTheOrderInWhichTheyWereFirstTaken() {
        change(
                new SeatTaken(POOL, 1, RIGHT, LATER),
                new SeatTaken(POOL, 1, LEFT, NOON),
                new SeatTaken(POOL, 2, LEFT, NOON),
                new SeatTaken(OTHER_POOL, 1, LEFT, NOON));
        change(new SeatGivenBack(POOL, 1, RIGHT, LATER), new SeatTaken(POOL, 1, RIGHT, NOON));

        assertThat(view().pool(POOL, 1)).containsExactly(PoolSeat.held(RIGHT, NOON), PoolSeat.held(LEFT, NOON));
        assertThat(view().pool(POOL, 2)).containsExactly(PoolSeat.held(LEFT, NOON));
        assertThat(view().pool(POOL, 3)).isEmpty();
    }

    @Test
    default void whoSitsKeepsItsSeatAsItIs() {
        change(new SeatTaken(POOL, 1, LEFT, NOON));
        change(new SeatTaken(POOL, 1, LEFT, LATER));

        assertThat(view().pool(POOL, 1)).containsExactly(PoolSeat.held(LEFT, NOON));
    }

    @Test
    default void aSeatGivenBackStaysUntilItIsCleared() {
        change(new SeatTaken(POOL, 1, LEFT, NOON), new SeatTaken(POOL, 1, RIGHT, NOON));
        change(new SeatGivenBack(POOL, 1, LEFT, LATER), new SeatGivenBack(POOL, 2, RIGHT, LATER));
        assertThat(view().pool(POOL, 1))
                .containsExactly(
                        new PoolSeat(LEFT, NOON, Optional.of(LATER), Optional.empty()), PoolSeat.held(RIGHT, NOON));

        change(new SeatCleared(POOL, 1, LEFT), new SeatCleared(POOL, 2, RIGHT));
        assertThat(view().pool(POOL, 1)).containsExactly(PoolSeat.held(RIGHT, NOON));
    }

    @Test
    default void onlyOfADeviceThatIsNotKnownAgainTheContactCounts() {
        change(
                new SeatTaken(POOL, 1, LEFT, NOON),
                new InstanceHeld(instance(INSTANCE, LEFT, false, NOON)),
                new SeatTaken(POOL, 1, RIGHT, NOON),
                new InstanceHeld(instance(OTHER_INSTANCE, RIGHT, true, NOON)));
        change(new InstanceHeld(instance(INSTANCE, LEFT, false, LATER)));

        assertThat(view().pool(POOL, 1))
                .containsExactly(
                        new PoolSeat(LEFT, NOON, Optional.empty(), Optional.of(LATER)), PoolSeat.held(RIGHT, NOON));
        change(new InstanceEnded(INSTANCE));
        assertThat(view().pool(POOL, 1)).containsExactly(PoolSeat.held(LEFT, NOON), PoolSeat.held(RIGHT, NOON));
    }

    @Test
    default void anInstanceIsFoundByItsIdAndByItsDevice() {
        Instance told =
                new Instance(INSTANCE, POOL, LEFT, true, "::1", NOON, LATER, NOON.plusSeconds(1), Optional.of(LATER));
        change(new InstanceHeld(told));

        assertThat(view().findInstance(INSTANCE)).contains(told);
        assertThat(view().findInstance(POOL, LEFT)).contains(told);
        assertThat(view().findInstance(OTHER_POOL, LEFT)).isEmpty();
        assertThat(view().findInstance(POOL, RIGHT)).isEmpty();
        Instance renewed = instance(INSTANCE, LEFT, true, LATER);
        change(new InstanceHeld(renewed));
        assertThat(view().findInstance(INSTANCE)).contains(renewed);
        change(new InstanceEnded(INSTANCE), new InstanceEnded(OTHER_INSTANCE));
        assertThat(view().findInstance(INSTANCE)).isEmpty();
        assertThat(view().findInstance(POOL, LEFT)).isEmpty();
    }

    @Test
    default void aDeviceHasOneInstanceOfALicense() {
        change(new InstanceHeld(instance(INSTANCE, LEFT, true, NOON)));

        assertThatThrownBy(() -> change(new InstanceHeld(instance(OTHER_INSTANCE, LEFT, true, LATER))))
                .isInstanceOf(RuntimeException.class);
        assertThat(view().findInstance(OTHER_INSTANCE)).isEmpty();
        assertThat(view().findInstance(POOL, LEFT).orElseThrow().id()).isEqualTo(INSTANCE);
    }

    @Test
    default void newSeatsAreCountedAfterATimeAndUpToAnother() {
        change(
                new NewSeatCounted(POOL, "192.0.2.7", true, false, NOON),
                new NewSeatCounted(OTHER_POOL, "192.0.2.7", false, false, LATER),
                new NewSeatCounted(POOL, "192.0.2.8", true, false, LATER));

        assertThat(view().seatsTakenFrom("192.0.2.7", NOON.minusSeconds(1), LATER))
                .isEqualTo(2);
        assertThat(view().seatsTakenFrom("192.0.2.7", NOON, LATER)).isEqualTo(1);
        assertThat(view().seatsTakenFrom("192.0.2.7", NOON.minusSeconds(1), LATER.minusSeconds(1)))
                .isEqualTo(1);
        assertThat(view().seatsTakenFrom("192.0.2.9", NOON.minusSeconds(1), LATER))
                .isZero();
        change(new NewSeatCounted(POOL, "192.0.2.7", false, true, LATER));
        assertThat(view().seatsTakenFrom("192.0.2.7", NOON.minusSeconds(1), LATER))
                .isEqualTo(2);
        assertThat(view().takingsFrom("192.0.2.7", NOON.minusSeconds(1), LATER)).isEqualTo(3);
        assertThat(view().takingsFrom("192.0.2.7", NOON, LATER)).isEqualTo(2);
        assertThat(view().reusedEarly(POOL, NOON.minusSeconds(1), LATER)).isEqualTo(2);
        assertThat(view().reusedEarly(POOL, NOON, LATER.minusSeconds(1))).isZero();
        assertThat(view().reusedEarly(OTHER_POOL, NOON.minusSeconds(1), LATER)).isZero();
    }

    /** A clock that was far ahead for a while makes nobody forget what counts once it is right again. */
    @Test
    default void aSeatThatIsCountedFarAheadTakesNoOthersAway() {
        change(new NewSeatCounted(POOL, "192.0.2.7", true, false, NOON));
        change(new NewSeatCounted(POOL, "192.0.2.7", true, false, NOON.plus(Duration.ofDays(40_000))));

        assertThat(view().seatsTakenFrom("192.0.2.7", NOON.minusSeconds(1), LATER))
                .isEqualTo(1);
        assertThat(view().reusedEarly(POOL, NOON.minusSeconds(1), LATER)).isEqualTo(1);
    }

    @Test
    default void withinACommitWhatWasAddedIsRead() {
        Instance held = instance(INSTANCE, LEFT, false, NOON);
        boolean seen = ledger().commitTogether(draft -> {
            draft.add(
                    List.of(
                            new SeatTaken(POOL, 1, LEFT, NOON),
                            new InstanceHeld(held),
                            new InstanceNamed(INSTANCE, "desk 4"),
                            new NewSeatCounted(POOL, "192.0.2.7", true, false, NOON)),
                    List.of());
            return draft.pool(POOL, 1).equals(List.of(new PoolSeat(LEFT, NOON, Optional.empty(), Optional.of(NOON))))
                    && draft.findInstance(INSTANCE).equals(Optional.of(held))
                    && draft.findInstance(POOL, LEFT).equals(Optional.of(held))
                    && draft.reusedEarly(POOL, NOON.minusSeconds(1), NOON) == 1
                    && draft.seatsTakenFrom("192.0.2.7", NOON.minusSeconds(1), NOON) == 1;
        });

        assertThat(seen).isTrue();
        assertThat(view().findInstance(INSTANCE)).contains(held);
    }

    @Test
    default void aCommitThatIsGivenUpLeavesNoSeat() {
        assertThatThrownBy(() -> ledger().commitTogether(draft -> {
                    draft.add(
                            List.of(
                                    new SeatTaken(POOL, 1, LEFT, NOON),
                                    new InstanceHeld(instance(INSTANCE, LEFT, true, NOON))),
                            List.of());
                    throw new IllegalArgumentException("given up");
                }))
                .hasMessageContaining("given up");
        assertThat(view().pool(POOL, 1)).isEmpty();
        assertThat(view().findInstance(INSTANCE)).isEmpty();
    }
}
