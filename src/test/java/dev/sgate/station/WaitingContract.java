package dev.sgate.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.release.UpdateOffer;
import dev.sgate.station.LedgerView.WaitingUpdate;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Updates that wait. */
interface WaitingContract extends LedgerUnderTest {
    @Test
    default void anUpdateWaitsUntilItIsConfirmedReplacedOrOver() {
        UpdateOffer first = ReleasesUnderTest.version("2.5.0");
        change(new StateChange.UpdateWaits(first, ReleasesUnderTest.envelope(), "slot-1", NOON));
        assertThat(ledger().waitingUpdates())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(waiting(first, "slot-1", NOON, false));

        change(new StateChange.UpdateConfirmed("slot-1"));
        assertThat(ledger().waitingUpdates())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(waiting(first, "slot-1", NOON, true));

        UpdateOffer second = ReleasesUnderTest.version("2.6.0");
        change(new StateChange.UpdateWaits(second, ReleasesUnderTest.envelope(), "slot-2", LATER));
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
                ReleasesUnderTest.envelope(),
                slot,
                since,
                confirmed);
    }
}
