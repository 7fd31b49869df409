package dev.sgate.station.leasing;

import dev.sgate.journal.EventDraft;
import dev.sgate.license.Fingerprint;
import dev.sgate.license.LicenseTerms;
import dev.sgate.license.PoolRules;
import dev.sgate.license.PoolSituation;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Sha256;
import dev.sgate.station.BundlesInForce.InForce;
import dev.sgate.station.LedgerDraft;
import dev.sgate.station.LedgerView;
import dev.sgate.station.PoolView;
import dev.sgate.station.SeatTaking;
import dev.sgate.station.StateChange;
import dev.sgate.station.StateChange.KeyRevocationSeen;
import dev.sgate.station.StateChange.SeatCleared;
import dev.sgate.station.StateChange.SeatGivenBack;
import dev.sgate.station.StateChange.SeatTaken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Where the site stands while one commit is put together: everything that a request is decided by. Requests of one commit are
 * decided one after the other, each on what those before it changed. For use by one thread.
 */
final class Moment {
    private final LedgerDraft draft;
    private final LedgerView ledger;
    private final Instant now;
    private final List<InForce> bundles;
    private final Optional<RevocationList> newestCrl;
    private final Duration reclaimAfter;
    private final Map<UUID, PoolSituation> whole = new HashMap<>();
    private final Set<UUID> corrected = new HashSet<>();
    private final List<StateChange> added = new ArrayList<>();
    private final Deque<Runnable> undoings = new ArrayDeque<>();

    Moment(
            LedgerDraft draft,
            LedgerView ledger,
            Instant now,
            List<InForce> bundles,
            Keyring keyring,
            Duration reclaimAfter) {
        this.draft = draft;
        this.ledger = ledger;
        this.now = now;
        this.bundles = bundles;
        this.newestCrl = ledger.newestRevocationList(keyring);
        this.reclaimAfter = reclaimAfter;
    }

    Instant now() {
        return now;
    }

    List<InForce> bundles() {
        return bundles;
    }

    Optional<RevocationList> newestCrl() {
        return newestCrl;
    }

    /** What the ledger holds of instances and of seats taken lately. */
    PoolView view() {
        return draft;
    }

    /** Since when the key of this bundle is known to be revoked: from now on where nobody has seen it before. */
    Instant keyRevokedSince(Sha256 bundle) {
        return ledger.keyRevokedSince(bundle).orElseGet(() -> {
            add(List.of(new KeyRevocationSeen(bundle, now)), List.of());
            return now;
        });
    }

    boolean isConfirmed(LicenseTerms terms) {
        return !terms.policy().confirmByPerson()
                || ledger.confirmedAt(terms.licenseId()).isPresent();
    }

    /** Whether a device sits and stays whoever else sits: decided by its own seat and a count. */
    boolean staysSurely(LicenseTerms terms, Fingerprint device) {
        correct(terms);
        long epoch = terms.pool().epoch();
        return PoolRules.staysSurely(
                terms.pool(),
                draft.findSeat(terms.licenseId(), epoch, device),
                draft.seatCount(terms.licenseId(), epoch));
    }

    /** The pool of a license as it matters for this device, with all that was added to the commit. */
    PoolSituation pool(LicenseTerms terms, Fingerprint device) {
        correct(terms);
        return SeatTaking.situation(draft, terms, device, reclaimAfter, now);
    }

    /** The same with every seat: for a pool that has become too small, where who came first counts. */
    PoolSituation wholePool(LicenseTerms terms) {
        correct(terms);
        return whole.computeIfAbsent(terms.licenseId(), id -> SeatTaking.whole(draft, terms, reclaimAfter, now));
    }

    private static boolean movesSeats(StateChange change) {
        return change instanceof SeatTaken || change instanceof SeatGivenBack || change instanceof SeatCleared;
    }

    /** Once for a pool and a commit. */
    private void correct(LicenseTerms terms) {
        if (corrected.add(terms.licenseId())) {
            draft.add(AfterReanchoring.corrections(draft, terms, now), List.of());
        }
    }

    /** What requests added to the commit so far, in their order. */
    List<StateChange> added() {
        return Collections.unmodifiableList(added);
    }

    /** What was noted in memory, and is to be undone if the commit fails. */
    void ifNotCommitted(Runnable undo) {
        undoings.push(undo);
    }

    /** The commit failed: what was noted last is undone first. */
    void undo() {
        undoings.forEach(Runnable::run);
        undoings.clear();
    }

    /** Adds changes and events to the commit. */
    void add(List<StateChange> changes, List<EventDraft> events) {
        draft.add(changes, events);
        added.addAll(changes);
        if (changes.stream().anyMatch(Moment::movesSeats)) {
            whole.clear();
        }
    }
}
