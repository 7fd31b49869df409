package dev.sgate.vendor.seats;

import dev.sgate.seal.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Makes holdings of the events of one license, each appliance's in the order of its journal. Leases that follow each other without
 * a break are one holding, so that a year of renewals takes no more memory than a day of them.
 */
public final class Holdings {
    private record Seat(UUID appliance, Sha256 device) {}

    private final Map<Seat, Holding> open = new HashMap<>();
    private final List<Holding> ended = new ArrayList<>();

    public void add(SeatEvent event) {
        switch (event) {
            case SeatEvent.Held held -> hold(held);
            case SeatEvent.GivenBack back -> end(new Seat(back.appliance(), back.device()), back.at());
            case SeatEvent.Reset reset -> endAll(reset);
        }
    }

    private void hold(SeatEvent.Held held) {
        Instant until = held.until().orElse(Instant.MAX);
        if (until.isBefore(held.at())) {
            return; // a lease that says "expired": nothing runs from it
        }
        Seat seat = new Seat(held.appliance(), held.device());
        Holding now = new Holding(held.device(), held.at(), until);
        Holding before = open.get(seat);
        if (before == null) {
            open.put(seat, now);
        } else if (held.at().isAfter(before.until()) || until.isBefore(before.from())) {
            ended.add(before);
            open.put(seat, now);
        } else {
            open.put(seat, before.heldUntil(until));
        }
    }

    private void end(Seat seat, Instant at) {
        Holding before = open.remove(seat);
        if (before != null) {
            ended.add(before.endingAt(at));
        }
    }

    private void endAll(SeatEvent.Reset reset) {
        List<Seat> seats = open.keySet().stream()
                .filter(seat -> seat.appliance().equals(reset.appliance()))
                .toList();
        seats.forEach(seat -> end(seat, reset.at()));
    }

    /** The seats that are held now, for a history that goes its own way from here. What has ended stays with this one. */
    Holdings copy() {
        Holdings copy = new Holdings();
        copy.open.putAll(open);
        return copy;
    }

    /** All of them, in no order. */
    public List<Holding> all() {
        List<Holding> all = new ArrayList<>(ended);
        all.addAll(open.values());
        return all;
    }
}
