package dev.sgate.store;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventLine;
import dev.sgate.license.Fingerprint;
import dev.sgate.license.PoolSeat;
import dev.sgate.license.time.RememberedTime;
import dev.sgate.seal.Kid;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerView;
import dev.sgate.station.VisitId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What the database holds, read-only; other processes may write to it meanwhile. Each call sees one committed state. A failing
 * database is a {@link LedgerFailure}. Safe for use by several threads; close it when done. One method a question of
 * {@link LedgerView}, answered by the class of its table: that is why it is long.
 */
public class SqliteView implements LedgerView, AutoCloseable {
    private final SqliteFile file;
    private final Connection reader;
    final EventStore events;
    private final SealedNames names;

    SqliteView(SqliteFile file, Connection reader, EventStore events, SealedNames names) {
        this.file = file;
        this.reader = reader;
        this.events = events;
        this.names = names;
    }

    private <T> T read(Transaction.Work<T> work) {
        synchronized (reader) {
            try {
                return Transaction.read(reader, work);
            } catch (SQLException e) {
                throw new LedgerFailure("the ledger cannot be read", e);
            }
        }
    }

    @Override
    public List<HeldLicense> licenses() {
        return read(LicenseTable::list);
    }

    @Override
    public Optional<HeldLicense> findLicense(UUID licenseId) {
        return read(from -> LicenseTable.find(from, licenseId));
    }

    @Override
    public Optional<HeldSerial> highestSerial(UUID licenseId, Predicate<Set<Kid>> signersCount) {
        return read(from -> LicenseTable.highestSerial(from, licenseId, signersCount));
    }

    @Override
    public boolean poolWasOpened(UUID licenseId, long epoch) {
        return read(from -> LicenseTable.poolWasOpened(from, licenseId, epoch));
    }

    @Override
    public List<Seat> seats(UUID licenseId, long epoch) {
        return read(from -> LicenseTable.seats(from, licenseId, epoch));
    }

    @Override
    public Optional<Instant> confirmedAt(UUID licenseId) {
        return read(from -> LicenseTable.confirmedAt(from, licenseId));
    }

    @Override
    public Optional<Instant> keyRevokedSince(Sha256 bundle) {
        return read(from -> LicenseTable.keyRevokedSince(from, bundle));
    }

    @Override
    public List<Instance> instances() {
        return read(InstanceTable::list);
    }

    @Override
    public Optional<String> instanceName(UUID instanceId) {
        return read(from -> names.find(from, instanceId));
    }

    @Override
    public boolean isHeldBack(UUID licenseId, long epoch) {
        return read(from -> JournalTable.isHeldBack(from, licenseId, epoch));
    }

    @Override
    public List<PoolSeat> pool(UUID licenseId, long epoch) {
        return read(from -> PoolTable.pool(from, licenseId, epoch));
    }

    @Override
    public Optional<PoolSeat> findSeat(UUID licenseId, long epoch, Fingerprint device) {
        return read(from -> PoolTable.findSeat(from, licenseId, epoch, device));
    }

    @Override
    public long seatCount(UUID licenseId, long epoch) {
        return read(from -> PoolTable.seatCount(from, licenseId, epoch));
    }

    @Override
    public List<PoolSeat> seatsThatMatter(
            UUID licenseId, long epoch, Collection<Fingerprint> devices, Instant silentUpTo, Instant now) {
        return read(from -> PoolTable.seatsThatMatter(from, licenseId, epoch, devices, silentUpTo, now));
    }

    @Override
    public List<PoolSeat> seatsAhead(UUID licenseId, long epoch, Instant freeAfter, Instant heardAfter) {
        return read(from -> PoolTable.seatsAhead(from, licenseId, epoch, freeAfter, heardAfter));
    }

    @Override
    public long takingsFrom(String address, Instant after, Instant upTo) {
        return read(from -> NewSeatTable.takingsFrom(from, address, after, upTo));
    }

    @Override
    public Optional<Instance> findInstance(UUID id) {
        return read(from -> InstanceTable.find(from, id));
    }

    @Override
    public Optional<Instance> findInstance(UUID licenseId, Fingerprint device) {
        return read(from -> InstanceTable.find(from, licenseId, device));
    }

    @Override
    public long reusedEarly(UUID licenseId, Instant after, Instant upTo) {
        return read(from -> NewSeatTable.reusedEarly(from, licenseId, after, upTo));
    }

    @Override
    public long seatsTakenFrom(String address, Instant after, Instant upTo) {
        return read(from -> NewSeatTable.takenFrom(from, address, after, upTo));
    }

    @Override
    public List<Device> devices() {
        return read(LicenseTable::devices);
    }

    @Override
    public Optional<RevocationList> newestRevocationList(Predicate<Set<Kid>> signersCount) {
        return read(from -> RevocationTable.newest(from, signersCount));
    }

    @Override
    public Optional<String> findRemembered(Sha256 identity) {
        return read(from -> VisitTable.findRemembered(from, identity));
    }

    @Override
    public Optional<HeldRelease> findRunning(String appName) {
        return read(from -> ReleaseTable.findRunning(from, appName));
    }

    @Override
    public List<HeldRelease> running() {
        return read(ReleaseTable::running);
    }

    @Override
    public Optional<HeldRelease> findPrevious(String appName) {
        return read(from -> ReleaseTable.findPrevious(from, appName));
    }

    @Override
    public List<TakenBack> takenBack() {
        return read(ReleaseTable::takenBack);
    }

    @Override
    public List<WaitingUpdate> waitingUpdates() {
        return read(WaitingTable::list);
    }

    @Override
    public List<HeldRelease> releases(String appName) {
        return read(from -> ReleaseTable.releases(from, appName));
    }

    @Override
    public List<AppliedRelease> appliedReleases(String appName) {
        return read(from -> ReleaseTable.applied(from, appName));
    }

    @Override
    public Optional<Floor> findFloor(String appName, Predicate<Set<Kid>> signersCount) {
        return read(from -> FloorTable.find(from, appName, signersCount));
    }

    @Override
    public List<SetFloor> floors() {
        return read(FloorTable::list);
    }

    @Override
    public List<Quarantine> quarantined() {
        return read(FloorTable::quarantined);
    }

    @Override
    public List<UnfinishedInstall> unfinishedInstalls() {
        return read(ReleaseTable::unfinished);
    }

    @Override
    public List<VisitId> unfinishedVisits() {
        return read(VisitTable::unfinished);
    }

    @Override
    public List<HeldDocument> trustDocuments() {
        return read(TrustTable::list);
    }

    @Override
    public List<VisitSummary> latestVisits(int atMost) {
        return read(from -> VisitTable.latest(from, atMost));
    }

    @Override
    public ChainHead head() {
        return read(JournalTable::head);
    }

    @Override
    public ChainHead acknowledged() {
        return read(JournalTable::acknowledged);
    }

    @Override
    public ChainHead unreadable() {
        return read(JournalTable::unreadable);
    }

    @Override
    public Optional<ChainHead> fork() {
        return read(JournalTable::fork);
    }

    @Override
    public Optional<ChainHead> headAt(long seq) {
        return read(from -> events.headAt(from, seq));
    }

    /** On a connection of its own, so that a slow stick does not hold up other readers. */
    @Override
    public void eventsAfter(long seq, Consumer<EventLine> each) {
        try (Connection own = file.openReader()) {
            events.after(own, seq, each);
        } catch (SQLException e) {
            throw new LedgerFailure("the journal cannot be read", e);
        }
    }

    @Override
    public long lastExportSerial() {
        return read(JournalTable::lastExportSerial);
    }

    @Override
    public Optional<RememberedTime> time() {
        return read(TimeTable::find);
    }

    @Override
    public void close() {
        synchronized (reader) {
            try {
                reader.close();
            } catch (SQLException e) {
                throw new LedgerFailure("the ledger cannot be closed", e);
            }
        }
    }
}
