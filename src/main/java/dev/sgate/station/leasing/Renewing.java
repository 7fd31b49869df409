package dev.sgate.station.leasing;

import dev.sgate.journal.EventDraft;
import dev.sgate.license.LicenseTerms;
import dev.sgate.license.PoolRules;
import dev.sgate.license.PoolRules.Admission;
import dev.sgate.license.lease.Lease;
import dev.sgate.license.lease.LeaseRules;
import dev.sgate.license.lease.LeaseStatus;
import dev.sgate.license.lease.LeaseTerms;
import dev.sgate.seal.Refusal;
import dev.sgate.station.PoolView.Instance;
import dev.sgate.station.SeatTaking;
import dev.sgate.station.StateChange;
import dev.sgate.station.StateChange.InstanceHeld;
import dev.sgate.station.StateChange.NewSeatCounted;
import dev.sgate.station.leasing.LeaseKeys.LeaseKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What {@code activate} and {@code validate} have in common for an instance that is known: its seat, and its next lease. */
final class Renewing {
    private Renewing() {}

    /** Makes sure that it sits; otherwise why not. A seat that a higher epoch freed, or that was reclaimed, is taken again. */
    static Optional<Refusal> seat(Moment moment, Caller caller, LicenseTerms terms, Instance instance) {
        if (moment.staysSurely(terms, instance.device())) {
            return Optional.empty();
        }
        return switch (PoolRules.renew(moment.wholePool(terms), instance.device())) {
            case Admission.AlreadySeated same -> Optional.empty();
            case Admission.Refused(Refusal refusal) -> Optional.of(refusal);
            case Admission.Seated seat -> {
                List<StateChange> changes =
                        new ArrayList<>(SeatTaking.changes(terms, seat, instance.device(), moment.now()));
                seat.reusedEarly()
                        .ifPresent(early -> changes.add(
                                new NewSeatCounted(terms.licenseId(), caller.address(), true, false, moment.now())));
                List<EventDraft> events = SeatTaking.events(terms, moment.wholePool(terms), seat, instance.device());
                Instant until = LeaseRules.expiresAt(terms, LeaseRules.statusAt(terms, moment.now()), moment.now());
                events.addLast(SeatTaking.withLease(events.removeLast().aboutInstance(instance.id()), until));
                moment.add(changes, events);
                yield Optional.empty();
            }
        };
    }

    /** Writes the next lease down; it is signed after the commit. */
    static Supplier<LeaseAnswer> grant(
            Moment moment, LicenseTerms terms, LeaseKey key, Instance instance, Contact contact, LeaseStatus status) {
        LeaseTerms lease = next(moment, terms, key, instance, contact, status);
        return () -> new LeaseAnswer.Granted(instance.id(), terms.validUntil(), Lease.issue(lease, key.key()));
    }

    /** As {@link #grant}, for a license that has ended: the lease says so. */
    static Supplier<LeaseAnswer> expired(
            Moment moment, LicenseTerms terms, LeaseKey key, Instance instance, Contact contact) {
        LeaseTerms lease = next(moment, terms, key, instance, contact, LeaseStatus.EXPIRED);
        return () -> new LeaseAnswer.Expired(terms.validUntil(), Optional.of(Lease.issue(lease, key.key())));
    }

    private static LeaseTerms next(
            Moment moment, LicenseTerms terms, LeaseKey key, Instance instance, Contact contact, LeaseStatus status) {
        moment.add(List.of(new InstanceHeld(contact.after(status))), contact.events(status));
        return LeaseRules.terms(terms, key.kid(), instance.id(), status, contact.issuedAt());
    }
}
