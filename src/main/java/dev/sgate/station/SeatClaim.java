package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import dev.sgate.license.Fingerprint;
import dev.sgate.license.LicenseTerms;
import dev.sgate.license.PoolRules;
import dev.sgate.license.PoolRules.Admission;
import dev.sgate.license.PoolSituation;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.StateChange.NewSeatCounted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one seat that this machine takes at import (BEHAVIOUR 5). Decides nothing itself and commits nothing.
 */
final class SeatClaim {
    /** What comes of it: changes and events to commit with the bundle, and the seats taken afterwards. */
    record Claim(List<StateChange> changes, List<EventDraft> events, long taken, Optional<Refusal> refusal) {
        /**
         * Counts the seat, once the changes are committed, if it is one that this device did not hold before.
         *
         * @param begunNanos {@link System#nanoTime} when it was asked for
         */
        void count(Meter meter, LicenseTerms terms, long begunNanos) {
            if (!changes.isEmpty()) {
                meter.seatTaken(terms.tier(), Duration.ofNanos(System.nanoTime() - begunNanos));
            }
        }
    }

    private final LedgerView ledger;
    private final Fingerprint device;
    private final SiteLimits limits;

    SeatClaim(LedgerView ledger, DeviceIdentity device, SiteLimits limits) {
        this.limits = limits;
        this.ledger = ledger;
        this.device = device.fingerprint();
    }

    Fingerprint device() {
        return device;
    }

    /** What comes of it, unless a person has to say yes first. */
    Claim claim(Instant now, LicenseTerms terms) {
        return claim(now, terms, false);
    }

    /**
     * The same at an import.
     *
     * @param heldBack whether the very bundle shows that the journal is forked
     */
    Claim claim(Instant now, LicenseTerms terms, boolean heldBack) {
        Optional<Refusal> waits = waitsForPerson(ledger, terms, device);
        PoolSituation pool = pool(now, terms);
        return waits.isEmpty()
                ? admit(now, terms, heldBack ? pool.holdingBack() : pool)
                : new Claim(List.of(), List.of(), pool.taken(), waits);
    }

    private PoolSituation pool(Instant now, LicenseTerms terms) {
        return SeatTaking.situation(ledger, terms, device, limits.reclaimAfter(), now);
    }

    /** What comes of it, whether or not a person has to say yes. */
    Claim admit(Instant now, LicenseTerms terms) {
        return admit(now, terms, pool(now, terms));
    }

    private Claim admit(Instant now, LicenseTerms terms, PoolSituation pool) {
        return switch (PoolRules.admit(pool, device)) {
            case Admission.AlreadySeated same -> new Claim(List.of(), List.of(), pool.taken(), Optional.empty());
            case Admission.Seated seat -> taken(now, terms, pool, seat);
            case Admission.Refused(Refusal refusal) ->
                new Claim(
                        List.of(),
                        pool.heldBack() ? List.of() : List.of(SeatTaking.refused(terms, pool, device)),
                        pool.taken(),
                        Optional.of(refusal));
        };
    }

    /**
     * {@code needs-confirmation} where the vendor wants a person to say yes before this device takes a seat (S31), and nobody did. A
     * device that sits needs nobody's word any more.
     */
    static Optional<Refusal> waitsForPerson(LedgerView ledger, LicenseTerms terms, Fingerprint device) {
        if (!terms.policy().confirmByPerson()
                || ledger.confirmedAt(terms.licenseId()).isPresent()
                || sits(ledger, terms, device)) {
            return Optional.empty();
        }
        return Optional.of(Refusal.of(RefusalCode.NEEDS_CONFIRMATION, "confirm", "manual")
                .and("poolSize", terms.pool().size())
                .and("validUntil", terms.validUntil()));
    }

    /** Whether this device has its seat in the pool. */
    static boolean sits(LedgerView ledger, LicenseTerms terms, Fingerprint device) {
        return ledger.seats(terms.licenseId(), terms.pool().epoch()).stream()
                .anyMatch(seat -> seat.device().equals(device));
    }

    private Claim taken(Instant now, LicenseTerms terms, PoolSituation pool, Admission.Seated seat) {
        List<StateChange> changes = new ArrayList<>(SeatTaking.changes(terms, seat, device, now));
        seat.reusedEarly().ifPresent(early -> changes.add(new NewSeatCounted(terms.licenseId(), "", true, false, now)));
        return new Claim(
                changes,
                SeatTaking.events(terms, pool, seat, device),
                SeatTaking.takenAfter(pool, seat, device),
                Optional.empty());
    }
}
