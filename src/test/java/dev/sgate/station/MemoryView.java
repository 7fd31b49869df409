package dev.sgate.station;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventLine;
import dev.sgate.license.Fingerprint;
import dev.sgate.license.PoolSeat;
import dev.sgate.license.time.RememberedTime;
import dev.sgate.release.InstallPhase;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Kid;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a {@link MemoryLedger} says it holds. It is one thing: the whole of one interface, a few lines for each question.
 */
abstract class MemoryView implements LedgerView {
    /** All that is held at this moment; it does not change any more. */
    abstract MemoryState now();

    @Override
    public List<HeldLicense> licenses() {
        return now().licenses.values().stream()
                .sorted(Comparator.comparing(license -> license.licenseId().toString()))
                .toList();
    }

    @Override
    public Optional<HeldLicense> findLicense(UUID licenseId) {
        return Optional.ofNullable(now().licenses.get(licenseId));
    }

    @Override
    public boolean poolWasOpened(UUID licenseId, long epoch) {
        return now().openedPools.contains(new MemoryState.PoolId(licenseId, epoch));
    }

    @Override
    public List<Seat> seats(UUID licenseId, long epoch) {
        return now().pools.pool(licenseId, epoch).stream()
                .filter(seat -> seat.freeFrom().isEmpty())
                .map(seat -> new Seat(licenseId, epoch, seat.device(), seat.since()))
                .toList();
    }

    @Override
    public Optional<Instant> confirmedAt(UUID licenseId) {
        return Optional.ofNullable(now().confirmations.get(licenseId));
    }

    @Override
    public Optional<Instant> keyRevokedSince(Sha256 bundle) {
        return Optional.ofNullable(now().revokedKeys.get(bundle));
    }

    @Override
    public List<Instance> instances() {
        return List.copyOf(now().pools.instances.values());
    }

    @Override
    public Optional<String> instanceName(UUID instanceId) {
        return Optional.ofNullable(now().pools.names.get(instanceId));
    }

    @Override
    public boolean isHeldBack(UUID licenseId, long epoch) {
        return now().pools.isHeldBack(licenseId, epoch);
    }

    @Override
    public List<PoolSeat> pool(UUID licenseId, long epoch) {
        return now().pools.pool(licenseId, epoch);
    }

    @Override
    public Optional<PoolSeat> findSeat(UUID licenseId, long epoch, Fingerprint device) {
        return now().pools.findSeat(licenseId, epoch, device);
    }

    @Override
    public long seatCount(UUID licenseId, long epoch) {
        return now().pools.seatCount(licenseId, epoch);
    }

    @Override
    public List<PoolSeat> seatsThatMatter(
            UUID licenseId, long epoch, Collection<Fingerprint> devices, Instant silentUpTo, Instant now) {
        return now().pools.seatsThatMatter(licenseId, epoch, devices, silentUpTo, now);
    }

    @Override
    public List<PoolSeat> seatsAhead(UUID licenseId, long epoch, Instant freeAfter, Instant heardAfter) {
        return now().pools.seatsAhead(licenseId, epoch, freeAfter, heardAfter);
    }

    @Override
    public long takingsFrom(String address, Instant after, Instant upTo) {
        return now().pools.takingsFrom(address, after, upTo);
    }

    @Override
    public Optional<Instance> findInstance(UUID id) {
        return now().pools.findInstance(id);
    }

    @Override
    public Optional<Instance> findInstance(UUID licenseId, Fingerprint device) {
        return now().pools.findInstance(licenseId, device);
    }

    @Override
    public long reusedEarly(UUID licenseId, Instant after, Instant upTo) {
        return now().pools.reusedEarly(licenseId, after, upTo);
    }

    @Override
    public long seatsTakenFrom(String address, Instant after, Instant upTo) {
        return now().pools.seatsTakenFrom(address, after, upTo);
    }

    @Override
    public List<Device> devices() {
        return List.copyOf(now().devices.values());
    }

    @Override
    public Optional<RevocationList> newestRevocationList(Predicate<Set<Kid>> signersCount) {
        return now().revocationLists.entrySet().stream()
                .filter(entry -> signersCount.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .reduce(RevocationList::newest);
    }

    @Override
    public Optional<String> findRemembered(Sha256 identity) {
        return Optional.ofNullable(now().remembered.get(identity));
    }

    @Override
    public Optional<HeldRelease> findRunning(String appName) {
        return Optional.ofNullable(now().installs.running.get(appName));
    }

    @Override
    public List<HeldRelease> running() {
        return List.copyOf(now().installs.running.values());
    }

    @Override
    public Optional<HeldRelease> findPrevious(String appName) {
        return findRunning(appName)
                .map(now -> now().installs.newest(appName, now.folder(), InstallPhase.COMMITTED))
                .flatMap(MemoryInstalls.Install::previousFolder)
                .flatMap(folder -> releases(appName).stream()
                        .filter(release -> release.folder().equals(folder))
                        .findFirst());
    }

    @Override
    public List<WaitingUpdate> waitingUpdates() {
        return List.copyOf(now().waiting.values());
    }

    @Override
    public List<TakenBack> takenBack() {
        List<MemoryInstalls.Install> all = List.copyOf(now().installs.installs.values());
        return all.stream()
                .filter(install -> install.phase() == InstallPhase.TAKEN_BACK)
                .filter(install -> all.subList(all.indexOf(install) + 1, all.size()).stream()
                        .noneMatch(later -> later.offer()
                                        .app()
                                        .name()
                                        .equals(install.offer().app().name())
                                && later.folder().equals(install.folder())
                                && Set.of(InstallPhase.COMMITTED, InstallPhase.TAKEN_BACK)
                                        .contains(later.phase())))
                .sorted(Comparator.comparing(MemoryInstalls.Install::movedAt))
                .map(install -> new TakenBack(install.release(), install.movedAt()))
                .toList();
    }

    @Override
    public List<HeldRelease> releases(String appName) {
        return now().installs.releases.values().stream()
                .filter(release -> release.appName().equals(appName))
                .toList();
    }

    @Override
    public List<AppliedRelease> appliedReleases(String appName) {
        return now().installs.installs.values().stream()
                .map(MemoryInstalls.Install::applied)
                .filter(applied -> applied.id().name().equals(appName))
                .filter(applied ->
                        !Set.of(InstallPhase.PREPARING, InstallPhase.ABANDONED).contains(applied.phase()))
                .toList();
    }

    @Override
    public Optional<HeldSerial> highestSerial(UUID licenseId, Predicate<Set<Kid>> signersCount) {
        return now().serials.getOrDefault(licenseId, Map.of()).entrySet().stream()
                .filter(serial -> signersCount.test(serial.getKey()))
                .map(Map.Entry::getValue)
                .max(Comparator.comparingLong(HeldSerial::serial));
    }

    @Override
    public Optional<Floor> findFloor(String appName, Predicate<Set<Kid>> signersCount) {
        return now().floors.stream()
                .filter(floor -> floor.appName().equals(appName))
                .filter(floor -> signersCount.test(floor.signers()))
                .map(floor -> new Floor(floor.highestCommitted(), floor.minimum()))
                .reduce(MemoryView::higher);
    }

    @Override
    public List<SetFloor> floors() {
        Map<String, Map<Set<Kid>, Floor>> floors = new TreeMap<>();
        now().floors
                .forEach(raised -> floors.computeIfAbsent(
                                raised.appName(), app -> new TreeMap<>(Comparator.comparing(Set::toString)))
                        .merge(
                                raised.signers(),
                                new Floor(raised.highestCommitted(), raised.minimum()),
                                MemoryView::higher));
        List<SetFloor> all = new ArrayList<>();
        floors.forEach((app, set) -> set.forEach((signers, floor) -> all.add(new SetFloor(app, signers, floor))));
        return all;
    }

    private static Floor higher(Floor one, Floor other) {
        return new Floor(
                one.highestCommitted().compareTo(other.highestCommitted()) >= 0
                        ? one.highestCommitted()
                        : other.highestCommitted(),
                Stream.of(one.minimum(), other.minimum())
                        .flatMap(Optional::stream)
                        .max(Comparator.<SemVer>naturalOrder()));
    }

    @Override
    public List<Quarantine> quarantined() {
        return List.copyOf(now().quarantine.values());
    }

    @Override
    public List<UnfinishedInstall> unfinishedInstalls() {
        return now().installs.installs.values().stream()
                .filter(install -> !install.phase().isFinal())
                .map(MemoryInstalls.Install::unfinished)
                .toList();
    }

    @Override
    public List<VisitId> unfinishedVisits() {
        return now().visits.visits.values().stream()
                .filter(visit -> visit.endedAt().isEmpty())
                .map(VisitSummary::visit)
                .toList();
    }

    @Override
    public List<HeldDocument> trustDocuments() {
        return List.copyOf(now().trustDocuments.values());
    }

    @Override
    public List<VisitSummary> latestVisits(int atMost) {
        return new ArrayList<>(now().visits.visits.values())
                .reversed().stream().limit(atMost).toList();
    }

    @Override
    public ChainHead head() {
        return now().head;
    }

    @Override
    public ChainHead acknowledged() {
        return now().acknowledged;
    }

    @Override
    public ChainHead unreadable() {
        return now().unreadable;
    }

    @Override
    public Optional<ChainHead> fork() {
        return now().fork;
    }

    @Override
    public Optional<ChainHead> headAt(long seq) {
        return now().events.stream()
                .filter(event -> event.seq() == seq && seq > now().unreadable.seq())
                .map(EventLine::head)
                .findFirst();
    }

    @Override
    public void eventsAfter(long seq, Consumer<EventLine> each) {
        long from = Math.max(seq, now().unreadable.seq());
        now().events.stream().filter(event -> event.seq() > from).forEach(each);
    }

    @Override
    public long lastExportSerial() {
        return now().lastExportSerial;
    }

    @Override
    public Optional<RememberedTime> time() {
        return now().time;
    }
}
