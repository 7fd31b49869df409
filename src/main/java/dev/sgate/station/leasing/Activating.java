package dev.sgate.station.leasing;

import dev.sgate.journal.EventDraft;
import dev.sgate.license.Fingerprint;
import dev.sgate.license.LaunchRules;
import dev.sgate.license.LicenseRules;
import dev.sgate.license.LicenseTerms;
import dev.sgate.license.PoolRules;
import dev.sgate.license.PoolRules.Admission;
import dev.sgate.license.PoolSituation;
import dev.sgate.license.lease.Lease;
import dev.sgate.license.lease.LeaseRules;
import dev.sgate.license.lease.LeaseStatus;
import dev.sgate.license.lease.LeaseTerms;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Sha256;
import dev.sgate.station.Ids;
import dev.sgate.station.PoolView.Instance;
import dev.sgate.station.SeatTaking;
import dev.sgate.station.StateChange;
import dev.sgate.station.StateChange.InstanceHeld;
import dev.sgate.station.StateChange.InstanceNamed;
import dev.sgate.station.StateChange.NewSeatCounted;
import dev.sgate.station.leasing.LeaseKeys.LeaseKey;
import dev.sgate.station.leasing.LeaseRequest.Activation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** {@code activate}: a seat for a device, or its own again. Decides on a license that is not revoked. */
final class Activating {
    private static final Duration DAY = Duration.ofDays(1);

    /** What one address may take in all: the largest site foreseen has 500 seats, and all may be this machine's, or behind one router. */
    static final int SEATS_A_DAY = 2000;

    private final LeaseKeys keys;
    private final Fingerprint ownMachine;
    private final Ids instanceIds;
    private final int newSeatsADay;
    private final RefusalJournal refusals;

    Activating(LeaseKeys keys, Fingerprint ownMachine, Ids instanceIds, int newSeatsADay, RefusalJournal refusals) {
        this.keys = keys;
        this.ownMachine = ownMachine;
        this.instanceIds = instanceIds;
        this.newSeatsADay = newSeatsADay;
        this.refusals = refusals;
    }

    Supplier<LeaseAnswer> decide(Moment moment, Activation request, Caller caller, AskedLicense.Found license) {
        LicenseTerms terms = license.terms();
        if (moment.now().isAfter(terms.validUntil())) {
            LeaseAnswer expired = new LeaseAnswer.Expired(terms.validUntil(), Optional.empty());
            return refusals.answer(moment, request, caller, RefusalCode.EXPIRED, expired);
        }
        // before any seat is taken: a seat without a lease would be lost to the client
        LeaseKey key;
        try {
            key = keys.primary(moment.now());
        } catch (IOException broken) {
            return refusals.answer(
                    moment, request, caller, RefusalCode.INTERNAL, new LeaseAnswer.Unavailable(RefusalCode.INTERNAL));
        }
        Optional<Fingerprint> machine = machine(request);
        return machine.flatMap(hash -> moment.view().findInstance(terms.licenseId(), hash))
                .map(known -> again(moment, caller, terms, key, known))
                .orElseGet(() -> anew(moment, request, caller, license, key, machine));
    }

    /**
     * Which machine asks. What is no hash, and the appliance's own fingerprint, which no client's hash is, count as none sent: nobody
     * sits in the appliance's seat, or gives it back.
     */
    private Optional<Fingerprint> machine(Activation request) {
        return request.machineHash()
                .flatMap(Sha256::find)
                .map(Fingerprint::new)
                .filter(machine -> !machine.equals(ownMachine));
    }

    /** The same machine: its instance, and its seat; where a higher epoch freed that, a seat again. */
    private Supplier<LeaseAnswer> again(
            Moment moment, Caller caller, LicenseTerms terms, LeaseKey key, Instance known) {
        return Renewing.seat(moment, caller, terms, known)
                .map(refusal -> refusals.noSeat(
                        moment, caller, terms, known.device(), true, new LeaseAnswer.LimitReached(refusal)))
                .orElseGet(() -> {
                    Contact contact = new Contact(terms, known, caller, moment.now(), false);
                    return Renewing.grant(moment, terms, key, known, contact, LeaseStatus.ACTIVE);
                });
    }

    private Supplier<LeaseAnswer> anew(
            Moment moment,
            Activation request,
            Caller caller,
            AskedLicense.Found license,
            LeaseKey key,
            Optional<Fingerprint> machine) {
        LicenseTerms terms = license.terms();
        UUID id = instanceIds.next();
        Fingerprint device = machine.orElseGet(() -> Fingerprint.ofInstance(id));
        PoolSituation pool = moment.pool(terms, device);
        boolean itsOwn = pool.isTaken(device);
        Optional<Refusal> declined = declined(moment, pool, caller, license, itsOwn);
        if (declined.isPresent()) {
            LeaseAnswer answer = new LeaseAnswer.Declined(declined.get());
            return refusals.answer(moment, request, caller, declined.get().code(), answer);
        }
        return switch (PoolRules.admit(pool, device)) {
            case Admission.Refused(Refusal refusal) ->
                refusals.noSeat(
                        moment, caller, terms, device, machine.isPresent(), new LeaseAnswer.LimitReached(refusal));
            case Admission.AlreadySeated same ->
                begin(moment, request, terms, key, instance(id, terms, device, machine, caller, moment));
            case Admission.Seated seat -> {
                take(moment, pool, caller, terms, seat, device, id, itsOwn);
                yield begin(moment, request, terms, key, instance(id, terms, device, machine, caller, moment));
            }
        };
    }

    /**
     * Why no new device is taken now, whoever sits.
     *
     * @param itsOwn the device comes back to a seat that nobody else could have: that is no new seat of its address
     */
    private Optional<Refusal> declined(
            Moment moment, PoolSituation pool, Caller caller, AskedLicense.Found license, boolean itsOwn) {
        if (license.keyRevoked().isPresent()) {
            Instant since = moment.keyRevokedSince(license.keyRevoked().get());
            return Optional.of(Refusal.of(RefusalCode.CRL_STALE, "keyRevokedSince", since));
        }
        LicenseTerms terms = license.terms();
        Optional<Refusal> heldBack = PoolRules.declined(pool);
        if (heldBack.isPresent()) {
            return heldBack;
        }
        RevocationList crl = LicenseRules.newest(terms.crl(), moment.newestCrl());
        if (LaunchRules.isStale(crl, terms.policy(), moment.now())) {
            return Optional.of(
                    Refusal.of(RefusalCode.CRL_STALE, "crlNumber", crl.number()).and("crlIssuedAt", crl.issuedAt()));
        }
        return limit(moment, caller, itsOwn)
                .map(limit -> Refusal.of(RefusalCode.POOL_EXHAUSTED, "address", caller.address())
                        .and(limit.name(), limit.most()));
    }

    /** A limit that is reached. */
    private record Limit(String name, int most) {}

    /**
     * All seats that an address takes are limited, its devices' own again or not, for each costs two events and a row; of another
     * machine's address, where one device is what is expected, the new ones are far more so (BEHAVIOUR 5).
     */
    private Optional<Limit> limit(Moment moment, Caller caller, boolean itsOwn) {
        Instant after = moment.now().minus(DAY);
        Instant upTo = moment.now().plus(PoolRules.AHEAD_AT_MOST);
        if (moment.view().takingsFrom(caller.address(), after, upTo) >= SEATS_A_DAY) {
            return Optional.of(new Limit("seatsADay", SEATS_A_DAY));
        }
        boolean unlimited = itsOwn || caller.isLoopback();
        return unlimited || moment.view().seatsTakenFrom(caller.address(), after, upTo) < newSeatsADay
                ? Optional.empty()
                : Optional.of(new Limit("newSeatsADay", newSeatsADay));
    }

    private static void take(
            Moment moment,
            PoolSituation pool,
            Caller caller,
            LicenseTerms terms,
            Admission.Seated seat,
            Fingerprint device,
            UUID id,
            boolean itsOwn) {
        List<StateChange> changes = new ArrayList<>(SeatTaking.changes(terms, seat, device, moment.now()));
        changes.add(new NewSeatCounted(
                terms.licenseId(), caller.address(), seat.reusedEarly().isPresent(), itsOwn, moment.now()));
        List<EventDraft> events = SeatTaking.events(terms, pool, seat, device);
        Instant until = LeaseRules.expiresAt(terms, LeaseStatus.ACTIVE, moment.now());
        events.addLast(SeatTaking.withLease(events.removeLast().aboutInstance(id), until));
        moment.add(changes, events);
    }

    private static Instance instance(
            UUID id,
            LicenseTerms terms,
            Fingerprint device,
            Optional<Fingerprint> machine,
            Caller caller,
            Moment moment) {
        Instant now = moment.now();
        return new Instance(
                id,
                terms.licenseId(),
                device,
                machine.isPresent(),
                caller.address(),
                now,
                LeaseRules.expiresAt(terms, LeaseStatus.ACTIVE, now),
                now,
                Optional.empty());
    }

    private static Supplier<LeaseAnswer> begin(
            Moment moment, Activation request, LicenseTerms terms, LeaseKey key, Instance instance) {
        List<StateChange> changes = new ArrayList<>(List.of(new InstanceHeld(instance)));
        request.instanceName().ifPresent(name -> changes.add(new InstanceNamed(instance.id(), name)));
        moment.add(changes, List.of());
        LeaseTerms lease = LeaseRules.terms(terms, key.kid(), instance.id(), LeaseStatus.ACTIVE, instance.issuedAt());
        return () -> new LeaseAnswer.Granted(instance.id(), terms.validUntil(), Lease.issue(lease, key.key()));
    }
}
