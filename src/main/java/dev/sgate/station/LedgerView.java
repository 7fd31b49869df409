package dev.sgate.station;

import dev.sgate.license.Fingerprint;
import dev.sgate.license.time.RememberedTime;
import dev.sgate.release.InstallPhase;
import dev.sgate.release.ReleaseId;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Kid;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Role;
import dev.sgate.seal.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** What the ledger holds, for decisions and for people: one method a question. Each call sees one committed state. */
public interface LedgerView extends PoolView, JournalView {
    /**
     * A license bundle in force: its envelope line as it came, to be verified again by whoever relies on it. {@code product} is
     * empty where it was imported before products were kept.
     */
    record HeldLicense(
            UUID licenseId,
            Optional<String> product,
            String site,
            long serial,
            Sha256 identity,
            byte[] envelopeLine,
            Instant importedAt) {}

    /** A serial that a bundle set for its license and site. */
    record HeldSerial(String site, long serial, Sha256 identity) {}

    /** A trust document that was taken here, to be verified again; {@code pinned} as in {@link StateChange.TrustHeld}. */
    record HeldDocument(long version, boolean pinned, byte[] envelopeLine, Instant takenAt) {}

    /** A seat in a pool. */
    record Seat(UUID licenseId, long epoch, Fingerprint device, Instant since) {}

    /** A device and when it was seen. */
    record Device(Fingerprint fingerprint, Instant firstSeen, Instant lastSeen) {}

    /** A release on the disk that was committed; {@code fileIssuedAt} is of the file that brought it. */
    record HeldRelease(
            String appName,
            SemVer version,
            String platform,
            Sha256 digest,
            String folder,
            Instant fileIssuedAt,
            List<String> command) {}

    /**
     * A release that was switched to here, and how far its install came: {@link InstallPhase#PROBATION},
     * {@link InstallPhase#ROLLING_BACK}, {@link InstallPhase#ROLLED_BACK}, {@link InstallPhase#COMMITTED} or
     * {@link InstallPhase#TAKEN_BACK}. {@code product} is empty where it was installed before products were kept.
     */
    record AppliedRelease(ReleaseId id, Sha256 digest, Optional<String> product, InstallPhase phase) {}

    /** A release that was committed and then taken back, and when. */
    record TakenBack(HeldRelease release, Instant at) {}

    /** An update that was checked and waits for its time: its envelope line verifies to the offer again. */
    record WaitingUpdate(
            String appName,
            SemVer version,
            Sha256 digest,
            Sha256 identity,
            byte[] envelopeLine,
            String slot,
            Instant since,
            boolean confirmed) {}

    /** Versions under which an application never goes again. */
    record Floor(SemVer highestCommitted, Optional<SemVer> minimum) {}

    /** The floors of an application that these signers have set. */
    record SetFloor(String appName, Set<Kid> signers, Floor floor) {
        public SetFloor {
            signers = Set.copyOf(signers);
        }
    }

    /** A digest that failed here, and the {@code issuedAt} of the file that brought it. */
    record Quarantine(Sha256 digest, String appName, SemVer version, Instant fileIssuedAt) {}

    /** An install that has not ended: its envelope line verifies to the offer again, unless its key was revoked since. */
    record UnfinishedInstall(
            InstallId install,
            InstallPhase phase,
            byte[] envelopeLine,
            String appName,
            SemVer version,
            Sha256 digest,
            Instant fileIssuedAt,
            String folder,
            Optional<String> previousFolder) {}

    /** A visit, for people. */
    record VisitSummary(
            VisitId visit,
            String volume,
            String phase,
            Optional<String> result,
            Instant begunAt,
            Optional<Instant> endedAt,
            List<FileResult> files) {}

    /** What became of one file or half of it; words as in {@link StateChange.FileSettled}. */
    record FileResult(
            String fileName, String subject, String result, Optional<RefusalCode> code, Map<String, String> evidence) {}

    /** All bundles in force, by license. */
    List<HeldLicense> licenses();

    /** The bundle in force of this license. */
    Optional<HeldLicense> findLicense(UUID licenseId);

    /** The highest serial of this license that signers who count have set here. */
    Optional<HeldSerial> highestSerial(UUID licenseId, Predicate<Set<Kid>> signersCount);

    /** Whether a bundle of this license and epoch was ever imported here. */
    boolean poolWasOpened(UUID licenseId, long epoch);

    /** The devices that have a seat now; one that gave it back has none. */
    List<Seat> seats(UUID licenseId, long epoch);

    /** Whether a person confirmed this license where its policy asks for one, and when. */
    Optional<Instant> confirmedAt(UUID licenseId);

    /** When the key of the bundle with this identity was first found revoked; empty where it never was. */
    Optional<Instant> keyRevokedSince(Sha256 bundle);

    /** All instances that have not ended, in the order in which they began. */
    List<Instance> instances();

    /** What the device of an instance calls itself; personal. */
    Optional<String> instanceName(UUID instanceId);

    /** All devices ever seen. */
    List<Device> devices();

    /**
     * The newest revocation list of any vendor-signed file whose signers count: the highest number; of several lists with one number
     * their union (BEHAVIOUR 4).
     */
    Optional<RevocationList> newestRevocationList(Predicate<Set<Kid>> signersCount);

    /** The newest revocation list that this keyring keeps: one whose key was revoked since leaves the one before it. */
    default Optional<RevocationList> newestRevocationList(Keyring keyring) {
        return newestRevocationList(signers -> keyring.keeps(Role.LICENSE, signers));
    }

    /** What was remembered of a file with this digest, see {@link StateChange.Remembered}. */
    Optional<String> findRemembered(Sha256 identity);

    /** The committed release that runs now. */
    Optional<HeldRelease> findRunning(String appName);

    /** The running release of each application that has one. */
    List<HeldRelease> running();

    /** The committed release that ran before the running one was installed; it may not be on the disk any more. */
    Optional<HeldRelease> findPrevious(String appName);

    /** Releases that were taken back and not committed again since, the oldest first. */
    List<TakenBack> takenBack();

    /** All updates that wait, by application. */
    List<WaitingUpdate> waitingUpdates();

    /** All releases ever committed here, by name, version and platform. */
    List<HeldRelease> releases(String appName);

    /**
     * Every release of this application that was ever switched to here, whatever became of it, oldest first. One that was only
     * prepared, or was given up for a reason that is not the release's own (a revoked key, a broken disk), is not among them.
     */
    List<AppliedRelease> appliedReleases(String appName);

    /** The floors that were set by signers who count. */
    Optional<Floor> findFloor(String appName, Predicate<Set<Kid>> signersCount);

    /** The floors that this keyring keeps: those set by a key that was revoked since fall back (BEHAVIOUR 4). */
    default Optional<Floor> findFloor(String appName, Keyring keyring) {
        return findFloor(appName, signers -> keyring.keeps(Role.UPDATE, signers));
    }

    /** All floors of all applications, by application and signers. */
    List<SetFloor> floors();

    /** All digests in quarantine, the newest last; the name and the version are those of the file that brought it last. */
    List<Quarantine> quarantined();

    List<UnfinishedInstall> unfinishedInstalls();

    /** Visits that have not ended, e.g. because the power was cut. */
    List<VisitId> unfinishedVisits();

    /** All trust documents taken here, the oldest version first; empty before the first. */
    List<HeldDocument> trustDocuments();

    /** The newest visits first. */
    List<VisitSummary> latestVisits(int atMost);

    /** What is remembered of the time. */
    Optional<RememberedTime> time();

    /** The mark of {@link #time}, whoever signed the bundles. */
    default Optional<Instant> mark() {
        return time().map(time -> time.latest().mark());
    }
}
