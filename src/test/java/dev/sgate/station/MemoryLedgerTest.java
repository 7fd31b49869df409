package dev.sgate.station;

import static dev.sgate.station.LedgerUnderTest.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.journal.EventType;
import dev.sgate.vectors.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The fake keeps the promises of the real one. */
class MemoryLedgerTest implements LedgerContract {
    private final MemoryLedger ledger = new MemoryLedger();

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Test
    void breaksWhenToldTo() {
        ledger.failNextCommit(new IllegalStateException("disk"));

        assertThatThrownBy(() -> change(new StateChange.TimeKept(Samples.time(NOON))))
                .hasMessage("disk");
        assertThat(ledger.mark()).isEmpty();

        ledger.commit(List.of(), List.of(event(EventType.STARTUP, "x")));
        assertThat(ledger.commits()).isEqualTo(1);
        assertThat(ledger.journal()).hasSize(1);
    }
}
