package dev.sgate.station;

import dev.sgate.station.LedgerView.WaitingUpdate;
import dev.sgate.station.StateChange.UpdateConfirmed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A person's yes to an update that waits, for site IT (S47). The yes is durable; the install begins within a second. */
public final class SiteUpdates {
    private final Ledger ledger;

    public SiteUpdates(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What waits; of one application, where one was asked for. */
    public List<WaitingUpdate> waiting(Optional<String> appName) {
        return ledger.waitingUpdates().stream()
                .filter(waits -> appName.isEmpty() || appName.get().equals(waits.appName()))
                .toList();
    }

    /**
     * Says yes to the only one that waits.
     *
     * @return what waits; confirmed only where that is one
     */
    public List<WaitingUpdate> confirm(Optional<String> appName) {
        List<WaitingUpdate> meant = new ArrayList<>();
        ledger.alone(() -> {
            meant.addAll(waiting(appName));
            if (meant.size() == 1) {
                ledger.commit(List.of(new UpdateConfirmed(meant.getFirst().slot())), List.of());
            }
        });
        return meant;
    }
}
