package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.license.Fingerprint;
import dev.sgate.license.LicenseTerms;
import dev.sgate.license.PoolRules;
import dev.sgate.license.PoolRules.Admission;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.station.LedgerView.Seat;
import dev.sgate.station.StateChange.SeatTaken;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The one seat that this machine takes at import (BEHAVIOUR 5). Decides nothing itself and commits nothing.
 *
 * <p>{@code detail} of {@code activation} and of {@code over-activation-attempt}: {@code epoch}, {@code poolSize}, {@code seatsTaken};
 * of the latter also {@code code}.
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
        long epoch = terms.pool().epoch();
        Set<Fingerprint> seated = ledger.seats(terms.licenseId(), epoch).stream()
                .map(Seat::device)
                .collect(Collectors.toSet());
        return switch (PoolRules.admit(terms.pool(), seated, device)) {
            case Admission.AlreadySeated same -> new Claim(List.of(), List.of(), seated.size(), Optional.empty());
            case Admission.Seated seat ->
                new Claim(
                        List.of(new SeatTaken(terms.licenseId(), epoch, device, visit.now())),
                        List.of(event(EventType.ACTIVATION, visit, terms, seated.size() + 1L, Optional.empty())),
                        seated.size() + 1L,
                        Optional.empty());
            case Admission.Refused(Refusal refusal) ->
                new Claim(
                        List.of(),
                        List.of(event(
                                EventType.OVER_ACTIVATION_ATTEMPT,
                                visit,
                                terms,
                                seated.size(),
                                Optional.of(refusal.code().word()))),
                        seated.size(),
                        Optional.of(refusal));
        };
    }

    private EventDraft event(EventType type, Visit visit, LicenseTerms terms, long taken, Optional<String> code) {
        return EventDraft.of(
                        type,
                        visit.now(),
                        Payloads.members(
                                "epoch",
                                terms.pool().epoch(),
                                "poolSize",
                                terms.pool().size(),
                                "seatsTaken",
                                taken,
                                "code",
                                code))
                .aboutLicense(terms.licenseId())
                .aboutDevice(device.hex());
    }
}
