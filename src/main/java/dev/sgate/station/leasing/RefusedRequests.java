package dev.sgate.station.leasing;

import dev.sgate.seal.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * How often what was refused, so that the journal hears of it once per address, code and hour (BEHAVIOUR 5), and of no more than
 * {@value #TOLD_AN_HOUR} in an hour, whatever addresses somebody invents. Counts are in memory: a restart begins again. For use by one
 * thread at a time.
 */
final class RefusedRequests {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int TOLD_AN_HOUR = 64;

    private record Key(String address, RefusalCode code, String device) {}

    private record Tally(Instant toldAt, long since) {}

    private final Map<Key, Tally> tallies = new HashMap<>();

    /**
     * Counts one more refusal.
     *
     * @param device told apart from others where it is known again; the empty text where not
     * @param ifNotCommitted is handed what undoes this, for a commit that fails: nobody heard of it then
     * @return how many there were since the journal last heard of it, if it is to hear of it now
     */
    OptionalLong count(
            String address, RefusalCode code, String device, Instant now, Consumer<Runnable> ifNotCommitted) {
        tallies.values().removeIf(tally -> isOver(tally, now) && (tally.since() == 0 || isForgotten(tally, now)));
        Key key = new Key(address, code, device);
        Tally tally = tallies.get(key);
        if (tally == null && tallies.size() >= TOLD_AN_HOUR) {
            key = new Key("", code, "");
            tally = tallies.get(key);
        }
        ifNotCommitted.accept(undo(key, Optional.ofNullable(tally)));
        if (tally == null || isOver(tally, now)) {
            tallies.put(key, new Tally(now, 0));
            return OptionalLong.of(tally == null ? 1 : tally.since() + 1);
        }
        tallies.put(key, new Tally(tally.toldAt(), tally.since() + 1));
        return OptionalLong.empty();
    }

    private Runnable undo(Key key, Optional<Tally> before) {
        return () -> before.ifPresentOrElse(tally -> tallies.put(key, tally), () -> tallies.remove(key));
    }

    /** What nobody asked about again for a day. */
    private static boolean isForgotten(Tally tally, Instant now) {
        return Duration.between(tally.toldAt(), now).abs().compareTo(Duration.ofDays(1)) > 0;
    }

    /** A time that lies ahead of now is from before a re-anchoring. */
    private static boolean isOver(Tally tally, Instant now) {
        return !now.isBefore(tally.toldAt().plus(HOUR))
                || now.isBefore(tally.toldAt().minus(HOUR));
    }
}
