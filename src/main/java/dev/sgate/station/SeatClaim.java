package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import dev.sgate.license.Fingerprint;
import dev.sgate.license.LicenseTerms;
import dev.sgate.license.PoolRules;
import dev.sgate.license.PoolRules.Admission;
import dev.sgate.license.PoolSituation;
import dev.sgate.seal.Refusal;
import dev.sgate.station.StateChange.NewSeatCounted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one seat that this machine takes at import (BEHAVIOUR 5). Decides nothing itself and commits nothing.
 */
final class SeatClaim {
    /** What comes of it: changes and events to commit with the bundle, and the seats taken afterwards. */
    record Claim(List<StateChange> changes, List<EventDraft> events, long taken, Optional<Refusal> refusal) {}

    private final LedgerView ledger;
    private final Fingerprint device;

    SeatClaim(LedgerView ledger, DeviceIdentity device) {
        this.ledger = ledger;
        this.device = device.fingerprint();
    }

    Fingerprint device() {
        return device;
    }

    Claim claim(Visit visit, LicenseTerms terms) {
        PoolSituation pool = SeatTaking.situation(ledger, terms, PoolRules.RECLAIM_AFTER, visit.now());
        return switch (PoolRules.admit(pool, device)) {
            case Admission.AlreadySeated same -> new Claim(List.of(), List.of(), pool.taken(), Optional.empty());
            case Admission.Seated seat -> taken(visit, terms, pool, seat);
            case Admission.Refused(Refusal refusal) ->
                new Claim(
                        List.of(),
                        List.of(SeatTaking.refused(terms, pool, device)),
                        pool.taken(),
                        Optional.of(refusal));
        };
    }

    private Claim taken(Visit visit, LicenseTerms terms, PoolSituation pool, Admission.Seated seat) {
        List<StateChange> changes = new ArrayList<>(SeatTaking.changes(terms, seat, device, visit.now()));
        seat.reusedEarly()
                .ifPresent(early -> changes.add(new NewSeatCounted(terms.licenseId(), "", true, visit.now())));
        return new Claim(
                changes,
                SeatTaking.events(terms, pool, seat, device),
                SeatTaking.takenAfter(pool, seat, device),
                Optional.empty());
    }
}
