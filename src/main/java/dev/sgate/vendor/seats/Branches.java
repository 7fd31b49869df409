package dev.sgate.vendor.seats;

import dev.sgate.seal.Sha256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The holdings of a journal that is forked: one history after another number is two, of a restored or copied appliance. What one of
 * them says of a seat says nothing of the other's: a seat that is given back in one is still held in the other, so that a copy hides
 * no over-activation (BEHAVIOUR 6). Up to the fork both have one history.
 */
public final class Branches {
    /**
     * A line of the journal.
     *
     * @param event what it says of the seats; empty where nothing
     */
    public record Line(long seq, Sha256 digest, Sha256 prev, Optional<SeatEvent> event) {}

    /** Histories that are followed; of further ones it counts what they hold, and not what they give back. */
    static final int FOLLOWED_MAX = 100;

    private final List<Holdings> all = new ArrayList<>();
    private final Holdings others = new Holdings();

    /** Where each history stands, by the digest of its newest line. */
    private Map<Sha256, Holdings> ends = new HashMap<>();

    private final List<Line> sameNumber = new ArrayList<>();
    private long lastNumber;

    public Branches() {
        all.add(new Holdings());
    }

    /** The next line: numbers never fall. */
    public void add(Line line) {
        if (!sameNumber.isEmpty() && sameNumber.getFirst().seq() != line.seq()) {
            takeNumber();
        }
        sameNumber.add(line);
    }

    /** Lines of one number that continue the same line part there: each but the first gets a copy of what was held. */
    private void takeNumber() {
        Set<Holdings> continued = Collections.newSetFromMap(new IdentityHashMap<>());
        Map<Sha256, Holdings> next = new HashMap<>();
        for (Line line : sameNumber) {
            Holdings parent = parent(line);
            next.put(line.digest(), continued.add(parent) ? parent : parted(parent));
        }
        for (Line line : sameNumber) {
            take(Optional.ofNullable(next.get(line.digest())).orElse(others), line);
            lastNumber = line.seq();
        }
        sameNumber.clear();
        ends = next;
    }

    /** Behind a gap the only history goes on; a line that does not continue the number before it is another history's. */
    private Holdings parent(Line line) {
        Holdings known = ends.get(line.prev());
        if (known != null) {
            return known;
        }
        if (all.size() > 1) {
            return others;
        }
        return line.seq() == lastNumber + 1 && lastNumber > 0 ? parted(all.getFirst()) : all.getFirst();
    }

    private Holdings parted(Holdings parent) {
        if (parent == others || all.size() >= FOLLOWED_MAX) {
            return others;
        }
        Holdings copy = parent.copy();
        all.add(copy);
        return copy;
    }

    private void take(Holdings history, Line line) {
        line.event()
                .filter(event -> history != others || event instanceof SeatEvent.Held)
                .ifPresent(history::add);
    }

    /** All holdings of all histories, in no order. */
    public List<Holding> all() {
        takeNumber();
        List<Holding> held = new ArrayList<>(others.all());
        all.forEach(history -> held.addAll(history.all()));
        return held;
    }
}
