package dev.sgate.license;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who gets a seat in a pool, and who keeps it (BEHAVIOUR 5). Devices bound in advance always have theirs, taken or not. The same
 * device again keeps its seat. A seat given back is free for another device when its last lease has run out; at most {@code
 * pool.size} seats in any {@link #EARLY_WINDOW} are re-used earlier.
 */
public final class PoolRules {
    /** The time in which at most {@code pool.size} seats are re-used before their last lease has run out. */
    public static final Duration EARLY_WINDOW = Duration.ofDays(7);

    /** How long a device that would not be known again may be silent before its seat is free, unless the site says otherwise. */
    public static final Duration RECLAIM_AFTER = Duration.ofDays(30);

    /**
     * What was written down is never further ahead of trusted time, for the mark follows the clock each hour; what is, was written
     * before a bundle re-anchored the clock.
     */
    public static final Duration AHEAD_AT_MOST = Duration.ofHours(2);

    /** What becomes of a device that asks for a seat. */
    public sealed interface Admission {
        /** It has its seat already; nothing changes. */
        record AlreadySeated() implements Admission {}

        /**
         * It takes a seat now.
         *
         * @param cleared seats that end with this: they were nobody's any more, or are re-used
         * @param reusedEarly the one of them whose last lease still runs
         */
        record Seated(List<PoolSeat> cleared, Optional<PoolSeat> reusedEarly) implements Admission {}

        /** No seat is free: {@code pool-exhausted}, with the size of the pool and what is taken. */
        record Refused(Refusal refusal) implements Admission {}
    }

    private PoolRules() {}

    /** Decides on a device that asks for a seat. One that sits already stays, also where the pool has become too small. */
    public static Admission admit(PoolSituation at, Fingerprint device) {
        if (at.find(device).filter(seat -> !seat.isGivenBack()).isPresent()) {
            return new Admission.AlreadySeated();
        }
        return declined(at).<Admission>map(Admission.Refused::new).orElseGet(() -> seat(at, device));
    }

    /**
     * Why nobody gets a new seat now, however many are free: {@code pool-exhausted} with {@code journal} = {@code forked}. Devices
     * that are known go on.
     */
    public static Optional<Refusal> declined(PoolSituation at) {
        return at.heldBack()
                ? Optional.of(Refusal.of(RefusalCode.POOL_EXHAUSTED, "journal", "forked")
                        .and("poolSize", at.pool().size())
                        .and("epoch", at.pool().epoch()))
                : Optional.empty();
    }

    private static Admission seat(PoolSituation at, Fingerprint device) {
        long others = at.takenByOthers(device);
        if (at.isBound(device) || others < at.pool().size()) {
            return seated(at, device, Optional.empty());
        }
        return early(at, device, others)
                .map(early -> seated(at, device, Optional.of(early)))
                .orElseGet(() -> refused(at, device));
    }

    /**
     * Decides on a device that had a seat and goes on. A pool that became smaller throws nobody out at import; the seats beyond it
     * are refused here, newest first. A device whose seat was freed by a higher epoch, or reclaimed, takes one again.
     *
     * @param at with all seats listed; where {@link #staysSurely}, or the device does not sit, those that matter for it are enough
     */
    public static Admission renew(PoolSituation at, Fingerprint device) {
        boolean sits = at.find(device).filter(seat -> !seat.isGivenBack()).isPresent();
        if (!sits) {
            return seat(at, device);
        }
        boolean stays = staysSurely(at.pool(), at.find(device), at.written())
                || holders(at, device)
                        .limit(room(at.pool()))
                        .anyMatch(seat -> seat.device().equals(device));
        return stays ? new Admission.AlreadySeated() : refused(at, device);
    }

    /**
     * Whether a device sits and keeps its seat whoever else sits: it is bound, or there is room for all. If not, {@link #renew} has to
     * look at all of them.
     *
     * @param own the seat of the device
     * @param written how many seats are written down
     */
    public static boolean staysSurely(Pool pool, Optional<PoolSeat> own, long written) {
        return own.filter(seat -> !seat.isGivenBack())
                .filter(seat -> pool.devices().contains(seat.device()) || written <= room(pool))
                .isPresent();
    }

    /** For devices that were not bound in advance. */
    private static long room(Pool pool) {
        return pool.size() - pool.devices().size();
    }

    /** Seats that are not bound and not free, oldest first; the one of this device is among them in any case. */
    private static Stream<PoolSeat> holders(PoolSituation at, Fingerprint device) {
        return at.seats().stream()
                .filter(seat -> !seat.isGivenBack() && !at.isBound(seat.device()))
                .filter(seat -> seat.device().equals(device) || !at.isFree(seat))
                .sorted(Comparator.comparing(PoolSeat::since));
    }

    /** The seat given back whose lease ends first, where one more makes the room that is missing. */
    private static Optional<PoolSeat> early(PoolSituation at, Fingerprint device, long others) {
        if (others > at.pool().size() || at.reusedEarly() >= at.pool().size()) {
            return Optional.empty();
        }
        return at.seats().stream()
                .filter(seat -> seat.isGivenBack() && !at.isFree(seat))
                .filter(seat -> !at.isBound(seat.device()) && !seat.device().equals(device))
                .min(Comparator.comparing(seat -> seat.freeFrom().orElseThrow()));
    }

    private static Admission seated(PoolSituation at, Fingerprint device, Optional<PoolSeat> early) {
        Stream<PoolSeat> over = freeOfOthers(at, device).filter(PoolSeat::isGivenBack);
        Stream<PoolSeat> cleared = Stream.concat(Stream.concat(over, reclaimed(at, device, early)), early.stream());
        return new Admission.Seated(cleared.toList(), early);
    }

    /**
     * Seats of silent devices end where their room is needed, the longest silent first. The others stay: should the clock be ahead,
     * they are not silent at all, and their devices go on once it is right.
     */
    private static Stream<PoolSeat> reclaimed(PoolSituation at, Fingerprint device, Optional<PoolSeat> early) {
        List<PoolSeat> silent = freeOfOthers(at, device)
                .filter(seat -> !seat.isGivenBack() && !at.isBound(seat.device()))
                .sorted(Comparator.comparing(seat -> seat.lastContact().orElseThrow()))
                .toList();
        long sitting = at.takenByOthers(device) + (early.isPresent() ? 0 : 1);
        long tooMany = sitting + silent.size() - at.pool().size();
        return silent.stream().limit(Math.max(0, tooMany));
    }

    private static Stream<PoolSeat> freeOfOthers(PoolSituation at, Fingerprint device) {
        return at.seats().stream()
                .filter(at::isFree)
                .filter(seat -> !seat.device().equals(device));
    }

    private static Admission refused(PoolSituation at, Fingerprint device) {
        return new Admission.Refused(Refusal.of(
                        RefusalCode.POOL_EXHAUSTED, "poolSize", at.pool().size())
                .and(
                        "seated",
                        at.others()
                                + at.seats().stream()
                                        .filter(seat -> !at.isFree(seat))
                                        .count())
                .and("boundInAdvance", at.pool().devices().size())
                .and("device", device));
    }
}
