package dev.sgate.vendor.seats;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How the seats of one license at one site were held over time.
 *
 * @param steps each change, in order of time
 * @param overloads the times of over-activation, in order of time
 */
public record SeatHistory(List<SeatStep> steps, List<Overload> overloads) {
    public SeatHistory {
        steps = List.copyOf(steps);
        overloads = List.copyOf(overloads);
    }

    /** The worst of the overloads: the most devices, and of those the first. */
    public Optional<Overload> worst() {
        return overloads.stream()
                .max(Comparator.comparingInt(Overload::held).thenComparing(Overload::from, Comparator.reverseOrder()));
    }
}
