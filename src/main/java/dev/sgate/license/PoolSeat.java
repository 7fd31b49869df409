package dev.sgate.license;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One seat that was taken, as the rules of the pool see it.
 *
 * @param since when the device took it
 * @param freeFrom there once the seat was given back: after this time another device may have it, for then the last lease has run out
 * @param lastContact of a device that would not be known again if it asked anew; empty for all others
 */
public record PoolSeat(Fingerprint device, Instant since, Optional<Instant> freeFrom, Optional<Instant> lastContact) {
    /** A seat that is held and stays so. */
    public static PoolSeat held(Fingerprint device, Instant since) {
        return new PoolSeat(device, since, Optional.empty(), Optional.empty());
    }

    boolean isGivenBack() {
        return freeFrom.isPresent();
    }

    /** Whether it is nobody's any more: given back and run out, or idle for longer than this. Equal is still taken. */
    boolean isFree(Instant now, Duration reclaimAfter) {
        return freeFrom.or(() -> lastContact.map(contact -> contact.plus(reclaimAfter)))
                .filter(now::isAfter)
                .isPresent();
    }
}
