package dev.sgate.station.leasing;

import dev.sgate.license.LicenseTerms;
import dev.sgate.license.lease.LeaseRules;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.PoolView.Instance;
import dev.sgate.station.SeatTaking;
import dev.sgate.station.StateChange.InstanceEnded;
import dev.sgate.station.StateChange.SeatGivenBack;
import dev.sgate.station.leasing.LeaseRequest.Deactivation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code deactivate}: a seat given back by the address that had it. */
final class Deactivating {
    private final RefusalJournal refusals;

    Deactivating(RefusalJournal refusals) {
        this.refusals = refusals;
    }

    /** Twice the same: the second time the instance is unknown, which is definitive. */
    Supplier<LeaseAnswer> decide(Moment moment, Deactivation request, Caller caller, LicenseTerms terms) {
        Optional<Instance> instance = Validating.find(moment, request.instanceId(), terms)
                .filter(known -> known.address().equals(caller.address()));
        if (instance.isEmpty()) {
            return refusals.answer(moment, request, caller, RefusalCode.UNLICENSED, new LeaseAnswer.InstanceUnknown());
        }
        giveBack(moment, terms, instance.get(), "client");
        return LeaseAnswer.Released::new;
    }

    /** The seat is free for another device when the last lease has run out, with what clients add to it. */
    static void giveBack(Moment moment, LicenseTerms terms, Instance instance, String why) {
        Instant freeFrom = LeaseRules.freeFrom(instance.expiresAt(), moment.now());
        moment.add(
                List.of(
                        new SeatGivenBack(terms.licenseId(), terms.pool().epoch(), instance.device(), freeFrom),
                        new InstanceEnded(instance.id())),
                List.of(SeatTaking.givenBack(terms, instance.device(), why, moment.now())
                        .aboutInstance(instance.id())));
    }
}
