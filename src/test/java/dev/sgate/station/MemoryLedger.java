package dev.sgate.station;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventLine;
import dev.sgate.license.Fingerprint;
import dev.sgate.license.PoolSeat;
import dev.sgate.license.time.RememberedTime;
import dev.sgate.release.InstallPhase;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Limits;
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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A ledger that forgets everything with the process. It passes the same {@code LedgerContract} as the real one, and it can be told
 * to break. Safe for use by several threads.
 */
public final class MemoryLedger implements Ledger {
    private final Ids ids;
    private MemoryState state = new MemoryState();
    private Optional<RuntimeException> nextFailure = Optional.empty();
    private int commits;

    /** A ledger whose events get ids that count up. */
    public MemoryLedger() {
        this(countingIds());
    }

    public MemoryLedger(Ids ids) {
        this.ids = ids;
    }

    /** Another ledger with the same content: a copied disk. */
    public synchronized MemoryLedger copy(Ids newIds) {
        MemoryLedger copy = new MemoryLedger(newIds);
        copy.state = new MemoryState(state);
        return copy;
    }

    private static Ids countingIds() {
        long[] last = {0};
        return () -> new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | ++last[0]);
    }

    /** The next commit throws this and changes nothing. */
    public synchronized void failNextCommit(RuntimeException failure) {
        nextFailure = Optional.of(failure);
    }

    /** How many commits succeeded. */
    public synchronized int commits() {
        return commits;
    }

    /** All events as text, oldest first. */
    public List<String> journal() {
        List<String> lines = new ArrayList<>();
        eventsAfter(0, event -> lines.add(event.text()));
        return lines;
    }

    @Override
    public synchronized List<EventLine> commit(List<StateChange> changes, List<EventDraft> events) {
        failIfTold();
        MemoryState next = new MemoryState(state);
        changes.forEach(next::apply);
        List<EventLine> appended =
                events.stream().map(draft -> append(next, draft)).toList();
        state = next;
        commits++;
        return appended;
    }

    @Override
    public synchronized <T> T commitTogether(Function<LedgerDraft, T> work) {
        MemoryDraft draft = new MemoryDraft(new MemoryState(state));
        T result = work.apply(draft);
        failIfTold();
        draft.events.forEach(event -> append(draft.state, event));
        state = draft.state;
        commits++;
        return result;
    }

    @Override
    public synchronized void alone(Runnable work) {
        work.run();
    }

    @Override
    public synchronized long reserveExportSerial(Instant at) {
        MemoryState next = new MemoryState(state);
        long serial = next.reserveExportSerial();
        state = next;
        return serial;
    }

    private void failIfTold() {
        if (nextFailure.isPresent()) {
            RuntimeException failure = nextFailure.get();
            nextFailure = Optional.empty();
            throw failure;
        }
    }

    private EventLine append(MemoryState next, EventDraft draft) {
        EventLine event = EventLine.append(next.head, ids.next(), draft);
        if (event.line().length >= Limits.JOURNAL_LINE_MAX_BYTES) {
            throw new IllegalArgumentException("an event's line is too long: " + draft.type());
        }
        next.append(event);
        return event;
    }

    private synchronized MemoryState now() {
        return state;
    }

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
        return Optional.ofNullable(now().running.get(appName));
    }

    @Override
    public List<HeldRelease> running() {
        return List.copyOf(now().running.values());
    }

    @Override
    public Optional<HeldRelease> findPrevious(String appName) {
        return findRunning(appName)
                .map(now -> now().newest(appName, now.folder(), InstallPhase.COMMITTED))
                .flatMap(MemoryState.Install::previousFolder)
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
        List<MemoryState.Install> all = List.copyOf(now().installs.values());
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
                .sorted(Comparator.comparing(MemoryState.Install::movedAt))
                .map(install -> new TakenBack(install.release(), install.movedAt()))
                .toList();
    }

    @Override
    public List<HeldRelease> releases(String appName) {
        return now().releases.values().stream()
                .filter(release -> release.appName().equals(appName))
                .toList();
    }

    @Override
    public List<AppliedRelease> appliedReleases(String appName) {
        return now().installs.values().stream()
                .map(MemoryState.Install::applied)
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
                .reduce(MemoryLedger::higher);
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
                                MemoryLedger::higher));
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
        return now().installs.values().stream()
                .filter(install -> !install.phase().isFinal())
                .map(MemoryState.Install::unfinished)
                .toList();
    }

    @Override
    public List<VisitId> unfinishedVisits() {
        return now().visits.values().stream()
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
        return new ArrayList<>(now().visits.values())
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
