package dev.sgate.vendor.seats;

import dev.sgate.seal.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Goes over time once and counts who holds a seat. Over-activation is more distinct fingerprints with a running lease at one moment
 * than there are seats (BEHAVIOUR 5). Where one lease ends and another begins at one moment, that is one seat.
 */
public final class SeatSweep {
    /** What changes at one moment. */
    private enum Change {
        HOLDING_ENDS,
        LIMIT_BEGINS,
        LIMIT_ENDS,
        HOLDING_BEGINS
    }

    private record Moment(Instant at, Change change, Optional<Sha256> device, long seats) {}

    private final TreeMap<Sha256, Integer> holders = new TreeMap<>();
    private final TreeMap<Long, Integer> limits = new TreeMap<>();
    private Optional<Long> seats;
    private final List<SeatStep> steps = new ArrayList<>();
    private final List<Overload> overloads = new ArrayList<>();
    private Optional<Overload> overload = Optional.empty();
    private boolean peakRuns;
    private int worst;
    private long notListed;
    private Optional<Overload> worstOfTheRest = Optional.empty();

    private SeatSweep(Optional<Long> firstSeats) {
        this.seats = firstSeats;
    }

    /**
     * The history that these holdings make under these limits. Where none is in force, the one before goes on, and before the first
     * it is the first: who sets a clock back, or lets a bundle run out, has no more seats for that. With no limit at all nobody is
     * accused.
     */
    public static SeatHistory sweep(Collection<Holding> holdings, Collection<SeatLimit> limits) {
        List<Moment> moments = new ArrayList<>();
        for (SeatLimit limit : limits) {
            moments.add(new Moment(limit.from(), Change.LIMIT_BEGINS, Optional.empty(), limit.seats()));
            moments.add(new Moment(limit.until(), Change.LIMIT_ENDS, Optional.empty(), limit.seats()));
        }
        for (Holding holding : holdings) {
            Optional<Sha256> device = Optional.of(holding.device());
            if (holding.until().isAfter(holding.from())) {
                moments.add(new Moment(holding.from(), Change.HOLDING_BEGINS, device, 0));
                moments.add(new Moment(holding.until(), Change.HOLDING_ENDS, device, 0));
            }
        }
        moments.sort(Comparator.comparing(Moment::at).thenComparing(Moment::change));
        return new SeatSweep(limits.stream()
                        .min(Comparator.comparing(SeatLimit::from)
                                .thenComparing(SeatLimit::seats, Comparator.reverseOrder()))
                        .map(SeatLimit::seats))
                .over(moments);
    }

    private SeatHistory over(List<Moment> moments) {
        for (int i = 0; i < moments.size(); i++) {
            Moment moment = moments.get(i);
            apply(moment);
            boolean last = i + 1 == moments.size() || moments.get(i + 1).at().isAfter(moment.at());
            if (last && moment.at().isBefore(Instant.MAX)) {
                step(moment.at());
            }
        }
        seePeak();
        overload.ifPresent(this::ended);
        worstOfTheRest.ifPresent(overloads::add);
        return new SeatHistory(steps, overloads, notListed - (worstOfTheRest.isPresent() ? 1 : 0));
    }

    private void apply(Moment moment) {
        if (moment.change() != Change.HOLDING_BEGINS) {
            seePeak();
        }
        switch (moment.change()) {
            case LIMIT_BEGINS -> limits.merge(moment.seats(), 1, Integer::sum);
            case LIMIT_ENDS -> limits.computeIfPresent(moment.seats(), (seats, count) -> lessOne(count));
            case HOLDING_BEGINS -> holders.merge(moment.device().orElseThrow(), 1, Integer::sum);
            case HOLDING_ENDS ->
                holders.computeIfPresent(moment.device().orElseThrow(), (device, count) -> lessOne(count));
        }
    }

    /** Null takes the entry out of its map. */
    private static @Nullable Integer lessOne(int count) {
        return count == 1 ? null : Integer.valueOf(count - 1);
    }

    private void step(Instant at) {
        seats = limits.isEmpty() ? seats : Optional.of(limits.lastKey());
        SeatStep step = new SeatStep(at, holders.size(), seats.orElse(0L));
        boolean same = !steps.isEmpty()
                && steps.getLast().devices() == step.devices()
                && steps.getLast().seats() == step.seats();
        if (!same) {
            steps.add(step);
        }
        if (step.isOver() && seats.isPresent()) {
            overload = Optional.of(overload.map(over -> atPeak(over, step)).orElseGet(() -> begin(step)));
        } else {
            overload.ifPresent(over -> ended(endingAt(over, at)));
            overload = Optional.empty();
        }
    }

    /** Only the first are kept, and the worst of the others where it is worse than those. */
    private void ended(Overload over) {
        boolean worse = over.held() > worst;
        worst = Math.max(worst, over.held());
        if (overloads.size() < SeatHistory.LISTED_MAX) {
            overloads.add(over);
        } else {
            notListed++;
            worstOfTheRest = worse ? Optional.of(over) : worstOfTheRest;
        }
    }

    private Overload begin(SeatStep step) {
        peakRuns = true;
        return new Overload(step.at(), Instant.MAX, step.at(), step.seats(), step.devices(), List.of());
    }

    private Overload atPeak(Overload over, SeatStep step) {
        if (step.devices() <= over.held()) {
            return over;
        }
        peakRuns = true;
        return new Overload(over.from(), over.until(), step.at(), step.seats(), step.devices(), List.of());
    }

    /** Who holds a seat at the peak is copied once it ends, and not at each step up to it. */
    private void seePeak() {
        if (peakRuns) {
            peakRuns = false;
            List<Sha256> first =
                    holders.keySet().stream().limit(Overload.LISTED_MAX).toList();
            overload = overload.map(
                    over -> new Overload(over.from(), over.until(), over.peakAt(), over.seats(), over.held(), first));
        }
    }

    private static Overload endingAt(Overload over, Instant end) {
        return new Overload(over.from(), end, over.peakAt(), over.seats(), over.held(), over.devices());
    }
}
