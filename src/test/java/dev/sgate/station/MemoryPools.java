package dev.sgate.station;

import dev.sgate.license.Fingerprint;
import dev.sgate.license.PoolSeat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The pools of a {@link MemoryState}. */
final class MemoryPools implements PoolView {
    record SeatId(UUID licenseId, long epoch, Fingerprint device) {}

    final Map<SeatId, PoolSeat> seats;
    final Map<UUID, Instance> instances;
    final Map<UUID, String> names;
    final List<StateChange.NewSeatCounted> newSeats;
    final Set<MemoryState.PoolId> heldBack;

    MemoryPools() {
        seats = new LinkedHashMap<>();
        instances = new LinkedHashMap<>();
        names = new LinkedHashMap<>();
        newSeats = new ArrayList<>();
        heldBack = new HashSet<>();
    }

    MemoryPools(MemoryPools before) {
        seats = new LinkedHashMap<>(before.seats);
        instances = new LinkedHashMap<>(before.instances);
        names = new LinkedHashMap<>(before.names);
        newSeats = new ArrayList<>(before.newSeats);
        heldBack = new HashSet<>(before.heldBack);
    }

    void take(StateChange.SeatTaken taken) {
        SeatId id = new SeatId(taken.licenseId(), taken.epoch(), taken.device());
        PoolSeat own = seats.get(id);
        if (own == null || own.freeFrom().isPresent()) {
            seats.put(id, PoolSeat.held(taken.device(), taken.at()));
        }
    }

    void giveBack(StateChange.SeatGivenBack back) {
        seats.computeIfPresent(
                new SeatId(back.licenseId(), back.epoch(), back.device()),
                (id, seat) ->
                        new PoolSeat(seat.device(), seat.since(), Optional.of(back.freeFrom()), Optional.empty()));
    }

    void clear(StateChange.SeatCleared cleared) {
        seats.remove(new SeatId(cleared.licenseId(), cleared.epoch(), cleared.device()));
    }

    void end(UUID instance) {
        instances.remove(instance);
        names.remove(instance);
    }

    void hold(Instance instance) {
        boolean another = findInstance(instance.licenseId(), instance.device())
                .filter(known -> !known.id().equals(instance.id()))
                .isPresent();
        if (another) {
            throw new IllegalStateException("a second instance on this device");
        }
        instances.put(instance.id(), instance);
    }

    @Override
    public boolean isHeldBack(UUID licenseId, long epoch) {
        return heldBack.contains(new MemoryState.PoolId(licenseId, epoch));
    }

    @Override
    public List<PoolSeat> pool(UUID licenseId, long epoch) {
        return seats.entrySet().stream()
                .filter(seat -> seat.getKey().licenseId().equals(licenseId)
                        && seat.getKey().epoch() == epoch)
                .map(seat -> withContact(licenseId, seat.getValue()))
                .toList();
    }

    private PoolSeat withContact(UUID licenseId, PoolSeat seat) {
        Optional<Instant> contact = findInstance(licenseId, seat.device())
                .filter(instance -> !instance.machineKnown())
                .map(Instance::issuedAt);
        return new PoolSeat(seat.device(), seat.since(), seat.freeFrom(), contact);
    }

    @Override
    public Optional<PoolSeat> findSeat(UUID licenseId, long epoch, Fingerprint device) {
        return pool(licenseId, epoch).stream()
                .filter(seat -> seat.device().equals(device))
                .findFirst();
    }

    @Override
    public long seatCount(UUID licenseId, long epoch) {
        return pool(licenseId, epoch).size();
    }

    @Override
    public List<PoolSeat> seatsThatMatter(
            UUID licenseId, long epoch, Collection<Fingerprint> devices, Instant silentUpTo, Instant now) {
        Optional<PoolSeat> nextFree = pool(licenseId, epoch).stream()
                .filter(seat -> !devices.contains(seat.device()))
                .filter(seat -> seat.freeFrom().filter(now::isBefore).isPresent())
                .min(Comparator.comparing(seat -> seat.freeFrom().orElseThrow()));
        return pool(licenseId, epoch).stream()
                .filter(seat -> devices.contains(seat.device())
                        || Optional.of(seat).equals(nextFree)
                        || seat.freeFrom().filter(free -> !free.isAfter(now)).isPresent()
                        || seat.lastContact()
                                .filter(heard -> !heard.isAfter(silentUpTo))
                                .isPresent())
                .toList();
    }

    @Override
    public List<PoolSeat> seatsAhead(UUID licenseId, long epoch, Instant freeAfter, Instant heardAfter) {
        return pool(licenseId, epoch).stream()
                .filter(seat -> seat.freeFrom().filter(freeAfter::isBefore).isPresent()
                        || seat.lastContact().filter(heardAfter::isBefore).isPresent())
                .toList();
    }

    @Override
    public Optional<Instance> findInstance(UUID id) {
        return Optional.ofNullable(instances.get(id));
    }

    @Override
    public Optional<Instance> findInstance(UUID licenseId, Fingerprint device) {
        return instances.values().stream()
                .filter(instance -> instance.licenseId().equals(licenseId)
                        && instance.device().equals(device))
                .findFirst();
    }

    @Override
    public long reusedEarly(UUID licenseId, Instant after, Instant upTo) {
        return newSeats.stream()
                .filter(seat -> seat.early() && seat.licenseId().equals(licenseId) && isWithin(seat.at(), after, upTo))
                .count();
    }

    @Override
    public long seatsTakenFrom(String address, Instant after, Instant upTo) {
        return newSeats.stream()
                .filter(seat -> seat.address().equals(address) && !seat.again() && isWithin(seat.at(), after, upTo))
                .count();
    }

    @Override
    public long takingsFrom(String address, Instant after, Instant upTo) {
        return newSeats.stream()
                .filter(seat -> seat.address().equals(address) && isWithin(seat.at(), after, upTo))
                .count();
    }

    private static boolean isWithin(Instant at, Instant after, Instant upTo) {
        return at.isAfter(after) && !at.isAfter(upTo);
    }
}
