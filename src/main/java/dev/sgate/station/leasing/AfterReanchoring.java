package dev.sgate.station.leasing;

import dev.sgate.license.LicenseTerms;
import dev.sgate.license.PoolRules;
import dev.sgate.license.PoolSeat;
import dev.sgate.license.lease.LeaseRules;
import dev.sgate.station.PoolView;
import dev.sgate.station.PoolView.Instance;
import dev.sgate.station.StateChange;
import dev.sgate.station.StateChange.InstanceHeld;
import dev.sgate.station.StateChange.SeatGivenBack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts right what was written down while the clock was far ahead, once a bundle has re-anchored it (BEHAVIOUR 1): no seat stays taken
 * until a date that will not come for years. A seat given back there is free when the longest lease that can be given now has run
 * out; a device heard there was heard now.
 */
final class AfterReanchoring {
    private AfterReanchoring() {}

    /** What is to be changed in this pool; nothing on all days but that one. */
    static List<StateChange> corrections(PoolView ledger, LicenseTerms terms, Instant now) {
        Instant freeAfter = LeaseRules.latestFree(now).plus(PoolRules.AHEAD_AT_MOST);
        Instant heardAfter = now.plus(PoolRules.AHEAD_AT_MOST);
        List<StateChange> changes = new ArrayList<>();
        for (PoolSeat seat : ledger.seatsAhead(terms.licenseId(), terms.pool().epoch(), freeAfter, heardAfter)) {
            seat.freeFrom()
                    .filter(free -> free.isAfter(freeAfter))
                    .ifPresent(free -> changes.add(new SeatGivenBack(
                            terms.licenseId(), terms.pool().epoch(), seat.device(), LeaseRules.latestFree(now))));
            seat.lastContact()
                    .filter(contact -> contact.isAfter(heardAfter))
                    .flatMap(contact -> ledger.findInstance(terms.licenseId(), seat.device()))
                    .ifPresent(instance -> changes.add(new InstanceHeld(heardNow(instance, now))));
        }
        return changes;
    }

    private static Instance heardNow(Instance instance, Instant now) {
        return new Instance(
                instance.id(),
                instance.licenseId(),
                instance.device(),
                instance.machineKnown(),
                instance.address(),
                now,
                now.plus(LeaseRules.LONGEST),
                now,
                instance.addressesToldAt());
    }
}
