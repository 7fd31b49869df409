package dev.sgate.license;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A pool and who sits in it, at one moment.
 *
 * @param seats seats of this pool's epoch, in the order in which they were first taken: all of them, or those that matter for one
 *     device: its own, those bound in advance, those that are free, and the one given back that is free next
 * @param others how many seats are not listed; each is taken, by a device that is not bound in advance
 * @param reusedEarly how many seats were re-used early in the last {@link PoolRules#EARLY_WINDOW}
 * @param reclaimAfter how long a device that would not be known again may be silent before its seat is free
 * @param heldBack whether nobody gets a new seat, because the journal was found forked (BEHAVIOUR 6)
 * @param now trusted time
 */
public record PoolSituation(
        Pool pool,
        List<PoolSeat> seats,
        long others,
        long reusedEarly,
        Duration reclaimAfter,
        boolean heldBack,
        Instant now) {
    public PoolSituation {
        seats = List.copyOf(seats);
    }

    /** The same, where nobody gets a new seat. */
    public PoolSituation holdingBack() {
        return new PoolSituation(pool, seats, others, reusedEarly, reclaimAfter, true, now);
    }

    /** How many seats are taken now; those bound in advance count, taken or not. */
    public long taken() {
        return occupants().size() + others;
    }

    /** Whether one of those taken now is this device's. */
    public boolean isTaken(Fingerprint device) {
        return isBound(device) || find(device).filter(seat -> !isFree(seat)).isPresent();
    }

    Optional<PoolSeat> find(Fingerprint device) {
        return seats.stream().filter(seat -> seat.device().equals(device)).findFirst();
    }

    boolean isFree(PoolSeat seat) {
        return seat.isFree(now, reclaimAfter);
    }

    boolean isBound(Fingerprint device) {
        return pool.devices().contains(device);
    }

    /** How many seats are written down. */
    long written() {
        return seats.size() + others;
    }

    /** How many keep this device out. */
    long takenByOthers(Fingerprint device) {
        Set<Fingerprint> listed = occupants();
        listed.remove(device);
        return listed.size() + others;
    }

    /** Who of those listed keeps others out: seats that are held, seats whose last lease still runs, and devices bound in advance. */
    private Set<Fingerprint> occupants() {
        Set<Fingerprint> occupants = new HashSet<>(pool.devices());
        seats.stream().filter(seat -> !isFree(seat)).map(PoolSeat::device).forEach(occupants::add);
        return occupants;
    }
}
