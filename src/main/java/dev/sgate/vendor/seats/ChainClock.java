package dev.sgate.vendor.seats;

import dev.sgate.seal.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Goes along one journal and compares what its events say of the time with their order, which a chain of digests holds. An event is
 * <em>back-dated</em> if it lies more than an hour before the event before it. One that was rejected as from the future is believed
 * to have happened at the time of the last event before it that was not; it makes nobody else look back-dated.
 */
public final class ChainClock {
    /** How far an event may lie before the one before it: the tolerance of clocks that bundles have by default. */
    public static final Duration TOLERANCE = Duration.ofHours(1);

    /**
     * One line of the journal.
     *
     * @param future whether it was rejected as from the future
     */
    public record Line(long seq, Sha256 digest, Sha256 prev, Instant occurredAt, boolean future) {}

    /**
     * What is believed of it.
     *
     * @param at empty where it is from the future, and nothing came before
     * @param behind by how much it lies before the event before it, where that is more than the tolerance
     */
    public record Time(Optional<Instant> at, Optional<Duration> behind) {}

    private record Before(long seq, Sha256 digest, Optional<Instant> at) {}

    /** The lines with the number before this one, and this one's: more than one where the journal is forked. */
    private List<Before> lastNumbers = new ArrayList<>();

    /** Takes the next line: numbers never fall, and lines of one number may come in any order. */
    public Time next(Line line) {
        Optional<Before> before = before(line);
        Optional<Instant> believed = before.flatMap(Before::at);
        Optional<Instant> at = line.future() ? believed : Optional.of(line.occurredAt());
        keep(new Before(line.seq(), line.digest(), at));
        boolean follows =
                before.filter(held -> held.digest().equals(line.prev())).isPresent();
        Optional<Duration> behind =
                follows && !line.future() ? believed.flatMap(was -> behind(line, was)) : Optional.empty();
        return new Time(at, behind);
    }

    private Optional<Before> before(Line line) {
        return lastNumbers.stream()
                .filter(held -> held.digest().equals(line.prev()))
                .findFirst()
                .or(() -> lastNumbers.stream()
                        .filter(held -> held.seq() < line.seq())
                        .reduce((first, last) -> last));
    }

    private void keep(Before line) {
        long lowest = lastNumbers.stream()
                .mapToLong(Before::seq)
                .filter(seq -> seq < line.seq())
                .max()
                .orElse(0);
        lastNumbers.removeIf(held -> held.seq() < lowest);
        lastNumbers.add(line);
    }

    private static Optional<Duration> behind(Line line, Instant before) {
        Duration behind = Duration.between(line.occurredAt(), before);
        return behind.compareTo(TOLERANCE) > 0 ? Optional.of(behind) : Optional.empty();
    }
}
