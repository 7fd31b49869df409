package dev.sgate.station;

import dev.sgate.license.Fingerprint;
import dev.sgate.license.PoolSeat;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the ledger holds of pools and of the instances that sit in them. */
public interface PoolView {
    /**
     * An activation of an application on a device. It ends when the seat is given back; a higher epoch of the pool does not end it.
     *
     * @param id what the client keeps and shows
     * @param device its machine hash, else made of {@code id}
     * @param machineKnown whether {@code device} is a machine hash, so that the same machine is known again
     * @param address who activated or last validated it
     * @param issuedAt of the last lease
     * @param expiresAt of the last lease
     * @param toldAt when its last contact was journaled
     * @param addressesToldAt when it was last journaled that two addresses used it within one lease
     */
    record Instance(
            UUID id,
            UUID licenseId,
            Fingerprint device,
            boolean machineKnown,
            String address,
            Instant issuedAt,
            Instant expiresAt,
            Instant toldAt,
            Optional<Instant> addressesToldAt) {}

    /** Whether this pool gives no new seat, because it was open when the journal was found forked (BEHAVIOUR 6). */
    boolean isHeldBack(UUID licenseId, long epoch);

    /** All seats of a pool, given back or not, in the order in which they were first taken. */
    List<PoolSeat> pool(UUID licenseId, long epoch);

    /** The seat of this device in a pool, given back or not. */
    Optional<PoolSeat> findSeat(UUID licenseId, long epoch, Fingerprint device);

    /** How many seats of a pool are written down, given back or not. */
    long seatCount(UUID licenseId, long epoch);

    /**
     * The seats that a decision on a new seat looks at one by one, in the order in which they were first taken: those of {@code
     * devices}; all that are nobody's any more; and of those given back whose lease still runs the one that ends first. Perhaps a few
     * more. Every other seat is taken, by a device that is none of {@code devices}.
     *
     * @param silentUpTo a device that would not be known again is gone if it was last heard before this time
     */
    List<PoolSeat> seatsThatMatter(
            UUID licenseId, long epoch, Collection<Fingerprint> devices, Instant silentUpTo, Instant now);

    /** Seats given back that are free only after {@code freeAfter}, and those last heard after {@code heardAfter}. */
    List<PoolSeat> seatsAhead(UUID licenseId, long epoch, Instant freeAfter, Instant heardAfter);

    Optional<Instance> findInstance(UUID id);

    /** The instance of this license on this device; there is at most one. */
    Optional<Instance> findInstance(UUID licenseId, Fingerprint device);

    /** How many seats of this license were re-used {@code after} a time, and up to another, although their last lease still ran. */
    long reusedEarly(UUID licenseId, Instant after, Instant upTo);

    /** How many seats, new or its devices' own again, this address took {@code after} a time, and up to another. */
    long takingsFrom(String address, Instant after, Instant upTo);

    /** How many new seats, of whatever license, this address took {@code after} a time, and up to another. */
    long seatsTakenFrom(String address, Instant after, Instant upTo);
}
