package dev.sgate.station;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventLine;
import dev.sgate.license.time.RememberedTime;
import dev.sgate.seal.Kid;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerView.Device;
import dev.sgate.station.LedgerView.HeldDocument;
import dev.sgate.station.LedgerView.HeldLicense;
import dev.sgate.station.LedgerView.HeldSerial;
import dev.sgate.station.LedgerView.Quarantine;
import dev.sgate.station.LedgerView.WaitingUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a {@link MemoryLedger} holds at one moment. A commit works on a copy, which becomes the state only if all went well. It is
 * one thing: all that a commit may change.
 */
final class MemoryState {
    record PoolId(UUID licenseId, long epoch) {}

    final MemoryVisits visits;
    final Map<Sha256, String> remembered;
    final Map<UUID, HeldLicense> licenses;
    final Set<PoolId> openedPools;
    final Map<UUID, Instant> confirmations;
    final Map<Sha256, Instant> revokedKeys;
    final MemoryPools pools;
    final MemoryInstalls installs;
    final Map<Sha256, Device> devices;
    final List<StateChange.FloorRaised> floors;
    final SequencedMap<Sha256, Quarantine> quarantine;
    final Map<String, WaitingUpdate> waiting;
    final Set<Long> begunExports;
    final List<EventLine> events;
    final Map<Set<Kid>, RevocationList> revocationLists;
    final Map<Long, HeldDocument> trustDocuments;
    final Map<UUID, Map<Set<Kid>, HeldSerial>> serials;
    Optional<RememberedTime> time;
    ChainHead head = ChainHead.EMPTY;
    ChainHead acknowledged = ChainHead.EMPTY;
    ChainHead unreadable = ChainHead.EMPTY;
    Optional<ChainHead> fork = Optional.empty();
    long lastExportSerial;

    MemoryState() {
        visits = new MemoryVisits();
        remembered = new HashMap<>();
        licenses = new HashMap<>();
        openedPools = new HashSet<>();
        confirmations = new HashMap<>();
        revokedKeys = new HashMap<>();
        pools = new MemoryPools();
        installs = new MemoryInstalls();
        devices = new LinkedHashMap<>();
        floors = new ArrayList<>();
        quarantine = new LinkedHashMap<>();
        waiting = new TreeMap<>();
        begunExports = new HashSet<>();
        events = new ArrayList<>();
        revocationLists = new LinkedHashMap<>();
        trustDocuments = new TreeMap<>();
        serials = new HashMap<>();
        time = Optional.empty();
    }

    MemoryState(MemoryState before) {
        visits = new MemoryVisits(before.visits);
        remembered = new HashMap<>(before.remembered);
        licenses = new HashMap<>(before.licenses);
        openedPools = new HashSet<>(before.openedPools);
        confirmations = new HashMap<>(before.confirmations);
        revokedKeys = new HashMap<>(before.revokedKeys);
        pools = new MemoryPools(before.pools);
        installs = new MemoryInstalls(before.installs);
        devices = new LinkedHashMap<>(before.devices);
        floors = new ArrayList<>(before.floors);
        quarantine = new LinkedHashMap<>(before.quarantine);
        waiting = new TreeMap<>(before.waiting);
        begunExports = new HashSet<>(before.begunExports);
        events = new ArrayList<>(before.events);
        revocationLists = new LinkedHashMap<>(before.revocationLists);
        trustDocuments = new TreeMap<>(before.trustDocuments);
        serials = new HashMap<>(before.serials);
        time = before.time;
        lastExportSerial = before.lastExportSerial;
        head = before.head;
        acknowledged = before.acknowledged;
        unreadable = before.unreadable;
        fork = before.fork;
    }

    void append(EventLine event) {
        events.add(event);
        head = event.head();
    }

    void apply(StateChange change) {
        switch (change) {
            case StateChange.VisitBegun begun -> visits.begin(begun);
            case StateChange.VisitReached reached -> visits.reach(reached);
            case StateChange.VisitEnded ended -> visits.end(ended);
            case StateChange.FileSettled settled -> visits.settle(settled);
            case StateChange.Remembered seen -> remembered.put(seen.identity(), seen.result());
            case StateChange.TrustHeld held ->
                trustDocuments.put(
                        held.version(),
                        new HeldDocument(held.version(), held.pinned(), held.envelopeLine(), held.at()));
            case StateChange.LicenseHeld held -> hold(held);
            case StateChange.KeyRevocationSeen seen -> revokedKeys.putIfAbsent(seen.bundle(), seen.at());
            case StateChange.LicenseConfirmed confirmed ->
                confirmations.putIfAbsent(confirmed.licenseId(), confirmed.at());
            case StateChange.SeatTaken taken -> pools.take(taken);
            case StateChange.SeatGivenBack back -> pools.giveBack(back);
            case StateChange.SeatCleared cleared -> pools.clear(cleared);
            case StateChange.NewSeatCounted counted -> pools.newSeats.add(counted);
            case StateChange.InstanceHeld held -> pools.hold(held.instance());
            case StateChange.InstanceNamed named -> pools.names.put(named.instanceId(), named.name());
            case StateChange.NamesErased erased -> pools.names.clear();
            case StateChange.InstanceEnded ended -> pools.end(ended.instanceId());
            case StateChange.DeviceSeen seen -> see(seen);
            case StateChange.RevocationListHeld held ->
                revocationLists.merge(held.signers(), held.list(), RevocationList::newest);
            case StateChange.InstallBegun begun -> installs.begin(begun);
            case StateChange.InstallMoved moved -> installs.move(moved);
            case StateChange.ReleaseTakenBack back -> installs.takeBack(back);
            case StateChange.ReleaseTakenUp up -> installs.takeUp(up);
            case StateChange.UpdateWaits waits ->
                waiting.put(
                        waits.offer().app().name(),
                        new WaitingUpdate(
                                waits.offer().app().name(),
                                waits.offer().app().version(),
                                waits.offer().app().sha256(),
                                waits.offer().identity(),
                                waits.envelopeLine(),
                                waits.slot(),
                                waits.at(),
                                false));
            case StateChange.UpdateConfirmed confirmed -> confirm(confirmed);
            case StateChange.WaitingEnded ended ->
                waiting.values().removeIf(update -> update.slot().equals(ended.slot()));
            case StateChange.FloorRaised raised -> floors.add(raised);
            case StateChange.DigestQuarantined bad ->
                quarantine.putLast(
                        bad.digest(), new Quarantine(bad.digest(), bad.appName(), bad.version(), bad.fileIssuedAt()));
            case StateChange.QuarantineLifted lifted -> quarantine.remove(lifted.digest());
            case StateChange.JournalExported exported -> export(exported);
            case StateChange.EventsForgotten forgotten -> forget(forgotten.upTo());
            case StateChange.JournalForked forked -> {
                fork = Optional.of(forked.claimed());
                pools.heldBack.addAll(openedPools);
            }
            case StateChange.JournalContinued continued -> goOnBehind(continued);
            case StateChange.TimeKept kept ->
                time = Optional.of(time.map(kept.time()::merge).orElse(kept.time()));
        }
    }

    private void hold(StateChange.LicenseHeld held) {
        var terms = held.bundle().terms();
        licenses.put(
                terms.licenseId(),
                new HeldLicense(
                        terms.licenseId(),
                        Optional.of(terms.product()),
                        terms.site(),
                        terms.serial(),
                        held.bundle().identity(),
                        held.envelopeLine(),
                        held.importedAt()));
        Map<Set<Kid>, HeldSerial> serialsNow = new HashMap<>(serials.getOrDefault(terms.licenseId(), Map.of()));
        serialsNow.put(
                held.bundle().signers(),
                new HeldSerial(terms.site(), terms.serial(), held.bundle().identity()));
        serials.put(terms.licenseId(), serialsNow);
        openedPools.add(new PoolId(terms.licenseId(), terms.pool().epoch()));
    }

    private void see(StateChange.DeviceSeen seen) {
        devices.merge(
                seen.device().digest(),
                new Device(seen.device(), seen.at(), seen.at()),
                (before, now) -> new Device(
                        before.fingerprint(),
                        before.firstSeen(),
                        now.lastSeen().isAfter(before.lastSeen()) ? now.lastSeen() : before.lastSeen()));
    }

    private void confirm(StateChange.UpdateConfirmed confirmed) {
        WaitingUpdate update = waiting.values().stream()
                .filter(waits -> waits.slot().equals(confirmed.slot()))
                .findFirst()
                .orElseThrow();
        waiting.put(
                update.appName(),
                new WaitingUpdate(
                        update.appName(),
                        update.version(),
                        update.digest(),
                        update.identity(),
                        update.envelopeLine(),
                        update.slot(),
                        update.since(),
                        true));
    }

    private void forget(ChainHead upTo) {
        events.removeIf(event -> event.seq() <= upTo.seq());
        acknowledged = upTo;
    }

    private void goOnBehind(StateChange.JournalContinued continued) {
        if (head.seq() < continued.lost().seq()) {
            head = continued.lost();
            unreadable = head;
        }
        if (acknowledged.seq() < continued.acknowledged().seq()) {
            acknowledged = continued.acknowledged();
        }
        lastExportSerial = Math.max(lastExportSerial, continued.exportSerial());
    }

    private void export(StateChange.JournalExported exported) {
        requireNew(begunExports.remove(exported.exportSerial()), exported);
    }

    long reserveExportSerial() {
        lastExportSerial++;
        begunExports.add(lastExportSerial);
        return lastExportSerial;
    }

    static void requireNew(boolean isNew, StateChange change) {
        if (!isNew) {
            throw new IllegalStateException("there already: " + change);
        }
    }

    static <K, V> V get(Map<K, V> rows, K key) {
        V row = rows.get(key);
        if (row == null) {
            throw new IllegalStateException("not there: " + key);
        }
        return row;
    }
}
