package dev.sgate.vendor.seats;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How the seats of one license at one site were held over time.
 *
 * @param steps each change, in order of time
 * @param overloads the times of over-activation, in order of time: the first {@value #LISTED_MAX}, and the worst
 * @param moreOverloads how many more there were
 */
public record SeatHistory(List<SeatStep> steps, List<Overload> overloads, long moreOverloads) {
    /** Over-activations that are listed. */
    public static final int LISTED_MAX = 100;

    public SeatHistory {
        steps = List.copyOf(steps);
        overloads = List.copyOf(overloads);
    }

    /** How many there were, listed or not. */
    public long overloadCount() {
        return overloads.size() + moreOverloads;
    }

    /** The worst of the overloads: the most devices, and of those the first. */
    public Optional<Overload> worst() {
        return overloads.stream()
                .max(Comparator.comparingInt(Overload::held).thenComparing(Overload::from, Comparator.reverseOrder()));
    }
}
