package dev.sgate.station;

import dev.sgate.journal.ChainHead;
import dev.sgate.license.Fingerprint;
import dev.sgate.license.LicenseBundle;
import dev.sgate.license.time.RememberedTime;
import dev.sgate.release.InstallPhase;
import dev.sgate.release.SemVer;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.Evidence;
import dev.sgate.seal.Kid;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One thing that the ledger keeps. Changes are committed together with the events that tell of them, or not at all. */
public sealed interface StateChange {
    /** A volume arrived. */
    record VisitBegun(VisitId visit, String volume, Instant at) implements StateChange {}

    /** A visit came this far, in a word for people: {@code checking}, {@code installing}, {@code returning}. */
    record VisitReached(VisitId visit, String phase) implements StateChange {}

    /** A visit is over: {@code safe-to-unplug}, {@code volume-gone}, {@code not-released}, {@code interrupted},
     * {@code turned-away}, {@code resumed}. The first end of a visit stays. */
    record VisitEnded(VisitId visit, String result, Instant at) implements StateChange {}

    /**
     * What became of one file, or of one half of it.
     *
     * @param subject {@code license}, {@code release}, {@code seat}, {@code trust}, {@code volume} for the whole stick, or {@code file}
     *     where it is not known what it was
     * @param result {@code applied}, {@code waiting}, {@code already-applied}, {@code rolled-back} or {@code refused}
     * @param code there for {@code refused} and {@code rolled-back}
     */
    record FileSettled(
            VisitId visit,
            String fileName,
            Optional<Sha256> identity,
            String subject,
            String result,
            Optional<RefusalCode> code,
            Evidence evidence)
            implements StateChange {}

    /**
     * A digest that was told of in the journal: the same again is not journaled again (BEHAVIOUR 3).
     *
     * @param identity of a file that was applied; of a file that was refused, a digest made of it, the half and the code
     */
    record Remembered(Sha256 identity, String result, Instant at) implements StateChange {}

    /**
     * A trust document that was taken, or the pinned one that it followed; the highest version counts.
     *
     * @param pinned whether site IT put it in place, so that it need not follow the one before
     */
    record TrustHeld(long version, boolean pinned, byte[] envelopeLine, Instant at) implements StateChange {}

    /** A license bundle is in force here now, instead of an older one of its license and site. */
    record LicenseHeld(LicenseBundle bundle, byte[] envelopeLine, Instant importedAt) implements StateChange {}

    /** The key of this bundle was found revoked; the first time counts. */
    record KeyRevocationSeen(Sha256 bundle, Instant at) implements StateChange {}

    /** A person confirmed this license (policy {@code confirm}); the first time counts. */
    record LicenseConfirmed(UUID licenseId, Instant at) implements StateChange {}

    /** A device has a seat of a pool; one that it gave back is its own again. */
    record SeatTaken(UUID licenseId, long epoch, Fingerprint device, Instant at) implements StateChange {}

    /** A device gave its seat back; another may have it after {@code freeFrom}. */
    record SeatGivenBack(UUID licenseId, long epoch, Fingerprint device, Instant freeFrom) implements StateChange {}

    /** A seat is gone: it was nobody's any more, or another device has it. */
    record SeatCleared(UUID licenseId, long epoch, Fingerprint device) implements StateChange {}

    /**
     * A seat was taken by a client at this address; kept for the limits of {@link PoolView}, and forgotten after a week.
     *
     * @param early whether it is one whose last lease still ran
     * @param again whether the device came back to its own seat, so that it is no new one
     */
    record NewSeatCounted(UUID licenseId, String address, boolean early, boolean again, Instant at)
            implements StateChange {}

    /** An instance begins, or had another lease. */
    record InstanceHeld(PoolView.Instance instance) implements StateChange {}

    /** What the device of an instance calls itself; personal, so it stands apart and never in the journal (BEHAVIOUR 6). */
    record InstanceNamed(UUID instanceId, String name) implements StateChange {}

    /** The names of all instances are gone for good. */
    record NamesErased() implements StateChange {}

    /** An instance ended; its id never comes back. */
    record InstanceEnded(UUID instanceId) implements StateChange {}

    /** A device was seen. */
    record DeviceSeen(Fingerprint device, Instant at) implements StateChange {}

    /** These signers signed this revocation list; never an older one than they did before, and two with one number are united. */
    record RevocationListHeld(RevocationList list, Set<Kid> signers) implements StateChange {}

    /** An install begins, in phase {@link InstallPhase#PREPARING}. */
    record InstallBegun(
            InstallId install,
            UpdateOffer offer,
            byte[] envelopeLine,
            String folder,
            Optional<String> previousFolder,
            Instant at)
            implements StateChange {}

    /** An install came to its next phase; {@code COMMITTED} makes its release the running one. */
    record InstallMoved(InstallId install, InstallPhase phase, Instant at) implements StateChange {}

    /**
     * A committed release was taken back: its install came to {@code TAKEN_BACK}, and another release is the running one.
     *
     * @param runsInstead the folder of a committed release; empty: none runs
     */
    record ReleaseTakenBack(String appName, String folder, Optional<String> runsInstead, Instant at)
            implements StateChange {}

    /** A release that was taken back is committed again, and the running one. */
    record ReleaseTakenUp(String appName, String folder, Instant at) implements StateChange {}

    /** An update that was checked lies in this slot and waits for its time, instead of what waited for this application before. */
    record UpdateWaits(UpdateOffer offer, byte[] envelopeLine, String slot, Instant at) implements StateChange {}

    /** A person said yes to the update in this slot. */
    record UpdateConfirmed(String slot) implements StateChange {}

    /** The update in this slot does not wait any more, whatever became of it. */
    record WaitingEnded(String slot) implements StateChange {}

    /** Versions under which this application never goes again; each only ever rises. */
    record FloorRaised(String appName, SemVer highestCommitted, Optional<SemVer> minimum, Set<Kid> signers)
            implements StateChange {}

    /** A digest that is not tried again until BEHAVIOUR 4 lifts it. */
    record DigestQuarantined(Sha256 digest, String appName, SemVer version, Instant fileIssuedAt, Instant at)
            implements StateChange {}

    /** A quarantine is over. */
    record QuarantineLifted(Sha256 digest) implements StateChange {}

    /** Everything up to {@code lastSeq} was put on a volume, under a serial of {@link Ledger#reserveExportSerial}. */
    record JournalExported(long exportSerial, long firstSeq, long lastSeq, List<String> fileNames, Instant at)
            implements StateChange {}

    /** The vendor holds everything up to this event, and it is forgotten here; its digest is kept. */
    record EventsForgotten(ChainHead upTo) implements StateChange {}

    /**
     * The vendor holds another history of this appliance: every pool that is open now gives no new seat any more.
     *
     * @param claimed the event that the vendor holds
     */
    record JournalForked(ChainHead claimed, Instant at) implements StateChange {}

    /**
     * The journal goes on behind this event, because the ledger lost what it had come to: it is an older copy, or a new one. Nothing
     * that is here already falls behind it.
     *
     * @param lost the last event that was written under this device key; what is before it is not here, or is not exported again
     * @param acknowledged the last event that the vendor acknowledged
     * @param exportSerial the last serial that an export took
     */
    record JournalContinued(ChainHead lost, ChainHead acknowledged, long exportSerial) implements StateChange {}

    /** This is remembered of the time (BEHAVIOUR 1), merged with what was: what is later stays. */
    record TimeKept(RememberedTime time) implements StateChange {}
}
