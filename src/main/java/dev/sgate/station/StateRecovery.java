package dev.sgate.station;

import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.license.LicenseBundle;
import dev.sgate.license.time.RememberedTime;
import dev.sgate.license.time.TimeState;
import dev.sgate.release.InstallPhase;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.station.LedgerView.HeldDocument;
import dev.sgate.station.LedgerView.HeldLicense;
import dev.sgate.station.LedgerView.Quarantine;
import dev.sgate.station.LedgerView.SetFloor;
import dev.sgate.station.StateChange.DigestQuarantined;
import dev.sgate.station.StateChange.FloorRaised;
import dev.sgate.station.StateChange.InstallMoved;
import dev.sgate.station.StateChange.JournalContinued;
import dev.sgate.station.StateChange.JournalForked;
import dev.sgate.station.StateChange.LicenseHeld;
import dev.sgate.station.StateChange.RevocationListHeld;
import dev.sgate.station.StateChange.TimeKept;
import dev.sgate.station.StateChange.TrustHeld;
import dev.sgate.station.StateChange.WaitingEnded;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings a ledger that is new, or an older copy, up to what is known from beside it: trust documents, floors, quarantines, the
 * releases on the disk with the one that runs, updates that wait, licenses with their revocation lists, and where the journal goes on
 * (ADR 0018). What the vendor signed is verified again; what was signed by a key that was revoked since was in force, and stays so.
 * Applications are left alone.
 *
 * <p>An older copy gives no new seat from the pools that are open until a higher epoch comes (BEHAVIOUR 6). {@code detail} of {@code
 * journal-forked} here: {@code seq}, the newest event that was written under this key; {@code tip}, the newest one in the copy;
 * {@code why} = {@code older-state}. {@code detail} of the {@code warning}: {@code kind}, {@code state-rebuilt} or {@code
 * state-older}; {@code releases} and {@code licenses}, how many were brought in; {@code firstSeq} and {@code lastSeq} where events
 * are lost.
 */
public final class StateRecovery {
    private final Ledger ledger;
    private final BesideLedger beside;
    private final Releases releases;
    private final Staging staging;
    private final TrustSource pin;
    private final DeviceIdentity device;
    private final Ids ids;

    /** @param pin the trust document that site IT put in place */
    public StateRecovery(
            Ledger ledger,
            BesideLedger beside,
            Releases releases,
            Staging staging,
            TrustSource pin,
            DeviceIdentity device,
            Ids ids) {
        this.ledger = ledger;
        this.beside = beside;
        this.releases = releases;
        this.staging = staging;
        this.pin = pin;
        this.device = device;
        this.ids = ids;
    }

    /** What was brought in from beside the ledger. */
    private record Known(List<StateChange> changes, KeptReleases kept, Map<String, String> running, long licenses) {}

    /** Fills a new ledger, which holds at most what could be read of the old one. */
    public void rebuild(Instant now) throws IOException {
        Optional<Witness> witness = beside.witness();
        Known known = known(witness, now);
        List<StateChange> changes = new ArrayList<>();
        changes.add(continued(witness.orElse(Witness.NOTHING)));
        changes.addAll(known.changes());
        ledger.commit(changes, List.of());
        ledger.commit(List.of(), List.of(told("state-rebuilt", known, now)));
        known.kept().switchTo(known.running());
    }

    /**
     * Brings an older copy up; of one that is current only floors that are too low, e.g. because a bit was flipped.
     *
     * @return what was found; nothing was committed where the ledger is current and its floors are right
     */
    public StateRules.Standing bringUp(Witness witness, Instant now) throws IOException {
        ChainHead found = ledger.head();
        StateRules.Standing standing =
                StateRules.judge(found, ledger.headAt(witness.head().seq()), witness);
        if (standing == StateRules.Standing.CURRENT) {
            List<StateChange> floors = raised(witness.floorsAbove(ledger.floors()));
            if (!floors.isEmpty()) {
                ledger.commit(floors, List.of());
            }
            return standing;
        }
        Known known = known(Optional.of(witness), now);
        List<StateChange> changes = abandoned(now);
        changes.add(continued(witness));
        changes.addAll(known.kept().takenBack(witness, known.running(), ledger, now));
        changes.addAll(known.changes());
        changes.add(new JournalForked(witness.head(), now));
        ledger.commit(changes, List.of(forked(witness, found, now), older(known, witness, found, now)));
        known.kept().switchTo(known.running());
        return standing;
    }

    /** Documents come first and by themselves: they say whose signatures the rest is verified by. */
    private Known known(Optional<Witness> witness, Instant now) throws IOException {
        List<StateChange> documents = documents();
        if (!documents.isEmpty()) {
            ledger.commit(documents, List.of());
        }
        Keyring keyring = new HeldTrust(ledger, pin).current().forgivingRevocation();
        KeptReleases kept = new KeptReleases(beside, releases, keyring, ids);
        Map<String, String> running = kept.running(witness);
        Witness seen = witness.orElse(Witness.NOTHING);
        List<StateChange> changes = new ArrayList<>(raised(seen.floors()));
        changes.addAll(quarantined(seen, now));
        changes.addAll(kept.floors(running));
        changes.addAll(kept.changes(running, ledger, quarantinedHereOr(seen), now));
        changes.addAll(new KeptWaiting(staging, keyring).changes(seen.waiting(), now));
        List<StateChange> licenses = licenses(keyring, now);
        changes.addAll(licenses);
        long count = licenses.stream().filter(LicenseHeld.class::isInstance).count();
        return new Known(changes, kept, running, count);
    }

    /** Those that prove themselves, each by the one before it, and that the ledger does not hold yet. */
    private List<StateChange> documents() throws IOException {
        List<Long> held =
                ledger.trustDocuments().stream().map(HeldDocument::version).toList();
        return HeldTrust.proved(beside.trustDocuments()).stream()
                .filter(document -> !held.contains(document.version()))
                .<StateChange>map(document -> new TrustHeld(
                        document.version(), document.pinned(), document.envelopeLine(), document.takenAt()))
                .toList();
    }

    private static List<StateChange> raised(List<SetFloor> floors) {
        return floors.stream()
                .<StateChange>map(set -> new FloorRaised(
                        set.appName(),
                        set.floor().highestCommitted(),
                        set.floor().minimum(),
                        set.signers()))
                .toList();
    }

    private static List<StateChange> quarantined(Witness witness, Instant now) {
        return witness.quarantined().stream()
                .<StateChange>map(bad ->
                        new DigestQuarantined(bad.digest(), bad.appName(), bad.version(), bad.fileIssuedAt(), now))
                .toList();
    }

    /** Also what an older copy, or what could be read of a damaged ledger, holds in quarantine. */
    private Set<Sha256> quarantinedHereOr(Witness witness) {
        Set<Sha256> digests = new HashSet<>(witness.quarantinedDigests());
        ledger.quarantined().stream().map(Quarantine::digest).forEach(digests::add);
        return digests;
    }

    private List<StateChange> licenses(Keyring keyring, Instant now) throws IOException {
        List<StateChange> changes = new ArrayList<>();
        for (byte[] line : beside.licenses()) {
            if (EnvelopeLine.verify(line, keyring).then(LicenseBundle::from)
                            instanceof Verdict.Accepted<LicenseBundle>(LicenseBundle bundle)
                    && isNewer(bundle)) {
                changes.add(new LicenseHeld(bundle, line, now));
                changes.add(new RevocationListHeld(bundle.terms().crl(), bundle.signers()));
                changes.add(new TimeKept(RememberedTime.of(
                        bundle.signers(), TimeState.issued(bundle.terms().issuedAt()))));
            }
        }
        return changes;
    }

    private boolean isNewer(LicenseBundle bundle) {
        return ledger.findLicense(bundle.terms().licenseId())
                .map(HeldLicense::serial)
                .filter(serial -> serial >= bundle.terms().serial())
                .isEmpty();
    }

    private static JournalContinued continued(Witness witness) {
        return new JournalContinued(witness.head(), witness.acknowledged(), witness.exportSerial());
    }

    /** What an older copy believes to be on its way, or to wait, has ended since, one way or the other. */
    private List<StateChange> abandoned(Instant now) {
        List<StateChange> ended = new ArrayList<>();
        ledger.waitingUpdates().forEach(waits -> ended.add(new WaitingEnded(waits.slot())));
        ledger.unfinishedInstalls().stream()
                .map(install -> new InstallMoved(install.install(), endOf(install.phase()), now))
                .forEach(ended::add);
        return ended;
    }

    /** One that was going back had failed; whether its digest is still in quarantine the witness knows. */
    private static InstallPhase endOf(InstallPhase unfinished) {
        return unfinished == InstallPhase.ROLLING_BACK ? InstallPhase.ROLLED_BACK : InstallPhase.ABANDONED;
    }

    private EventDraft forked(Witness witness, ChainHead found, Instant now) {
        return EventDraft.of(
                        EventType.JOURNAL_FORKED,
                        now,
                        Payloads.members("seq", witness.head().seq(), "tip", found.seq(), "why", "older-state"))
                .aboutDevice(device.fingerprint().hex());
    }

    private EventDraft older(Known known, Witness witness, ChainHead found, Instant now) {
        ChainHead lost = found.seq() < witness.head().seq() ? witness.head() : ChainHead.EMPTY;
        long acknowledged =
                Math.max(ledger.acknowledged().seq(), witness.acknowledged().seq());
        return told("state-older", known, acknowledged, lost, now);
    }

    private EventDraft told(String kind, Known known, Instant now) {
        return told(kind, known, ledger.acknowledged().seq(), ledger.unreadable(), now);
    }

    private EventDraft told(String kind, Known known, long acknowledged, ChainHead lost, Instant now) {
        Optional<Long> last = Optional.of(lost.seq()).filter(seq -> seq > acknowledged);
        return EventDraft.of(
                        EventType.WARNING,
                        now,
                        Payloads.members(
                                "kind", kind,
                                "releases", known.running().size(),
                                "licenses", known.licenses(),
                                "firstSeq", last.map(seq -> acknowledged + 1),
                                "lastSeq", last))
                .aboutDevice(device.fingerprint().hex());
    }
}
