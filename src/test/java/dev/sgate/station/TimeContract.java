package dev.sgate.station;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.license.time.RememberedTime;
import dev.sgate.license.time.TimeState;
import dev.sgate.seal.Kid;
import dev.sgate.vectors.Samples;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The mark, and the time that is kept. */
interface TimeContract extends LedgerUnderTest {
    @Test
    default void theMarkOnlyRises() {
        assertThat(ledger().mark()).isEmpty();

        change(new StateChange.TimeKept(Samples.time(NOON)));
        assertThat(ledger().mark()).contains(NOON);
        change(new StateChange.TimeKept(Samples.time(LATER)));
        change(new StateChange.TimeKept(Samples.time(NOON)));

        assertThat(ledger().mark()).contains(LATER);
    }

    @Test
    default void theTimeIsKeptForEachSetOfSigners() {
        Set<Kid> both = Set.of(new Kid("license-a"), new Kid("license-b"));
        Set<Kid> one = Set.of(new Kid("license-b"));
        change(new StateChange.TimeKept(RememberedTime.of(one, TimeState.issued(LATER))));
        change(new StateChange.TimeKept(RememberedTime.of(both, TimeState.issued(NOON))));
        change(new StateChange.TimeKept(RememberedTime.of(one, TimeState.issued(NOON))));

        assertThat(ledger().time().orElseThrow().bySigners())
                .isEqualTo(Map.of(one, TimeState.issued(LATER), both, TimeState.issued(NOON)));
    }
}
