package dev.sgate.station.leasing;

import dev.sgate.journal.EventDraft;
import dev.sgate.license.LicenseTerms;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Map<UUID, LivePool> pools = new HashMap<>();
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

    /** The pool of a license, with all that was added to the commit. */
    PoolSituation pool(LicenseTerms terms) {
        return pools.computeIfAbsent(terms.licenseId(), id -> new LivePool(id, read(terms)))
                .situation();
    }

    private PoolSituation read(LicenseTerms terms) {
        PoolSituation read = SeatTaking.situation(draft, terms, reclaimAfter, now);
        List<StateChange> corrections = AfterReanchoring.corrections(draft, terms, read);
        if (corrections.isEmpty()) {
            return read;
        }
        draft.add(corrections, List.of());
        return SeatTaking.situation(draft, terms, reclaimAfter, now);
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
        pools.values().forEach(pool -> changes.forEach(pool::apply));
    }
}
