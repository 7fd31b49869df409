package dev.sgate.vendor.reconcile;

import dev.sgate.journal.Event;
import dev.sgate.vendor.ledger.EventRows;
import dev.sgate.vendor.ledger.EventRows.Place;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Ids that stand under more than one number. The lowest number has it by right, whichever came first: so files in any order end in
 * the same ledger.
 */
final class KnownIds {
    private final Map<UUID, List<Place>> places = new HashMap<>();

    KnownIds(EventRows rows, List<UUID> ids) throws SQLException {
        for (Place place : rows.withIds(ids)) {
            add(place);
        }
    }

    private void add(Place place) {
        places.computeIfAbsent(place.id(), id -> new ArrayList<>(1)).add(place);
    }

    /** Whether another number has the id by right. */
    boolean isTaken(Event event) {
        return at(event).stream().anyMatch(place -> place.seq() < event.seq());
    }

    /** Those that lose the id to this event; each is told of once. */
    List<Place> losers(Event event) {
        List<Place> losers = at(event).stream()
                .filter(place -> place.seq() > event.seq() && !place.knownId())
                .toList();
        for (Place loser : losers) {
            at(event).remove(loser);
            add(new Place(loser.seq(), loser.digest(), loser.id(), loser.future(), true));
        }
        return losers;
    }

    private List<Place> at(Event event) {
        return places.getOrDefault(event.id(), List.of());
    }

    void added(Place place) {
        add(place);
    }
}
