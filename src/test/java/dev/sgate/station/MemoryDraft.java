package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import dev.sgate.license.Fingerprint;
import dev.sgate.license.PoolSeat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A commit of a {@link MemoryLedger} that is being put together, on a copy of its state. */
final class MemoryDraft implements LedgerDraft {
    final MemoryState state;
    final List<EventDraft> events = new ArrayList<>();

    MemoryDraft(MemoryState state) {
        this.state = state;
    }

    @Override
    public void add(List<StateChange> changes, List<EventDraft> drafts) {
        changes.forEach(state::apply);
        events.addAll(drafts);
    }

    @Override
    public boolean isHeldBack(UUID licenseId, long epoch) {
        return state.pools.isHeldBack(licenseId, epoch);
    }

    @Override
    public List<PoolSeat> pool(UUID licenseId, long epoch) {
        return state.pools.pool(licenseId, epoch);
    }

    @Override
    public Optional<PoolSeat> findSeat(UUID licenseId, long epoch, Fingerprint device) {
        return state.pools.findSeat(licenseId, epoch, device);
    }

    @Override
    public long seatCount(UUID licenseId, long epoch) {
        return state.pools.seatCount(licenseId, epoch);
    }

    @Override
    public List<PoolSeat> seatsThatMatter(
            UUID licenseId, long epoch, Collection<Fingerprint> devices, Instant silentUpTo, Instant now) {
        return state.pools.seatsThatMatter(licenseId, epoch, devices, silentUpTo, now);
    }

    @Override
    public List<PoolSeat> seatsAhead(UUID licenseId, long epoch, Instant freeAfter, Instant heardAfter) {
        return state.pools.seatsAhead(licenseId, epoch, freeAfter, heardAfter);
    }

    @Override
    public long takingsFrom(String address, Instant after, Instant upTo) {
        return state.pools.takingsFrom(address, after, upTo);
    }

    @Override
    public Optional<Instance> findInstance(UUID id) {
        return state.pools.findInstance(id);
    }

    @Override
    public Optional<Instance> findInstance(UUID licenseId, Fingerprint device) {
        return state.pools.findInstance(licenseId, device);
    }

    @Override
    public long reusedEarly(UUID licenseId, Instant after, Instant upTo) {
        return state.pools.reusedEarly(licenseId, after, upTo);
    }

    @Override
    public long seatsTakenFrom(String address, Instant after, Instant upTo) {
        return state.pools.seatsTakenFrom(address, after, upTo);
    }
}
