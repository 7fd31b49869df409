package dev.sgate.station.leasing;

import dev.sgate.license.Fingerprint;
import dev.sgate.license.PoolSeat;
import dev.sgate.license.PoolSituation;
import dev.sgate.station.PoolView.Instance;
import dev.sgate.station.StateChange;
import dev.sgate.station.StateChange.InstanceHeld;
import dev.sgate.station.StateChange.NewSeatCounted;
import dev.sgate.station.StateChange.SeatCleared;
import dev.sgate.station.StateChange.SeatGivenBack;
import dev.sgate.station.StateChange.SeatTaken;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A pool while one commit changes it: read from the ledger once, then kept up with each change that is added, for reading thousands
 * of seats again costs more than all the rest of a request. After each request it says what the ledger would say. Gone with the
 * commit. For use by one thread.
 */
final class LivePool {
    private final UUID licenseId;
    private final Map<Fingerprint, PoolSeat> seats = new LinkedHashMap<>();
    private long reusedEarly;
    private PoolSituation situation;
    private boolean isOld;

    /** @param read as the ledger has it before the commit */
    LivePool(UUID licenseId, PoolSituation read) {
        this.licenseId = licenseId;
        this.situation = read;
        this.reusedEarly = read.reusedEarly();
        read.seats().forEach(seat -> seats.put(seat.device(), seat));
    }

    PoolSituation situation() {
        if (isOld) {
            situation = new PoolSituation(
                    situation.pool(),
                    List.copyOf(seats.values()),
                    reusedEarly,
                    situation.reclaimAfter(),
                    situation.heldBack(),
                    situation.now());
            isOld = false;
        }
        return situation;
    }

    /** Takes in a change of the commit; one that is not about this pool does nothing. */
    void apply(StateChange change) {
        boolean changes = isOld;
        isOld = true;
        switch (change) {
            case SeatTaken taken when isHere(taken.licenseId(), taken.epoch()) -> take(taken);
            case SeatGivenBack back when isHere(back.licenseId(), back.epoch()) -> giveBack(back);
            case SeatCleared gone when isHere(gone.licenseId(), gone.epoch()) -> seats.remove(gone.device());
            case InstanceHeld held when held.instance().licenseId().equals(licenseId) -> hear(held.instance());
            case NewSeatCounted seat when seat.early() && seat.licenseId().equals(licenseId) -> reusedEarly++;
            default -> isOld = changes;
        }
    }

    private boolean isHere(UUID license, long epoch) {
        return license.equals(licenseId) && epoch == situation.pool().epoch();
    }

    /** The same device again keeps its seat, and takes back one that it gave back. */
    private void take(SeatTaken taken) {
        seats.merge(
                taken.device(),
                PoolSeat.held(taken.device(), taken.at()),
                (own, anew) -> own.freeFrom().isPresent() ? anew : own);
    }

    private void giveBack(SeatGivenBack back) {
        Optional<Instant> freeFrom = Optional.of(back.freeFrom());
        seats.computeIfPresent(
                back.device(), (device, seat) -> new PoolSeat(device, seat.since(), freeFrom, Optional.empty()));
    }

    /** Only the contact of a device that would not be known again counts. */
    private void hear(Instance instance) {
        if (!instance.machineKnown()) {
            Optional<Instant> contact = Optional.of(instance.issuedAt());
            seats.computeIfPresent(
                    instance.device(), (device, seat) -> new PoolSeat(device, seat.since(), seat.freeFrom(), contact));
        }
    }
}
