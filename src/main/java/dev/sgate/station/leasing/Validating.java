package dev.sgate.station.leasing;

import dev.sgate.license.LicenseTerms;
import dev.sgate.license.lease.LeaseRules;
import dev.sgate.license.lease.LeaseStatus;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.PoolView.Instance;
import dev.sgate.station.leasing.LeaseKeys.LeaseKey;
import dev.sgate.station.leasing.LeaseRequest.Validation;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** {@code validate}: a fresh lease for an instance that sits. Decides on a license that is not revoked. */
final class Validating {
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final LeaseKeys keys;
    private final RefusalJournal refusals;

    Validating(LeaseKeys keys, RefusalJournal refusals) {
        this.keys = keys;
        this.refusals = refusals;
    }

    /** The instance of this license with this id; another license's is as unknown as none. */
    static Optional<Instance> find(Moment moment, String instanceId, LicenseTerms terms) {
        return find(moment, instanceId).filter(instance -> instance.licenseId().equals(terms.licenseId()));
    }

    /** The instance with this id, of whatever license. */
    static Optional<Instance> find(Moment moment, String instanceId) {
        return UUID_TEXT.matcher(instanceId).matches()
                ? moment.view().findInstance(UUID.fromString(instanceId))
                : Optional.empty();
    }

    Supplier<LeaseAnswer> decide(Moment moment, Validation request, Caller caller, LicenseTerms terms) {
        Optional<Instance> instance = find(moment, request.instanceId(), terms);
        if (instance.isEmpty()) {
            return refusals.answer(moment, request, caller, RefusalCode.UNLICENSED, new LeaseAnswer.InstanceUnknown());
        }
        try {
            return decide(moment, request, caller, terms, instance.get(), keys.primary(moment.now()));
        } catch (IOException broken) {
            return refusals.answer(
                    moment, request, caller, RefusalCode.INTERNAL, new LeaseAnswer.Unavailable(RefusalCode.INTERNAL));
        }
    }

    private Supplier<LeaseAnswer> decide(
            Moment moment, Validation request, Caller caller, LicenseTerms terms, Instance instance, LeaseKey key) {
        Contact contact = new Contact(terms, instance, caller, moment.now(), isOtherMachine(request, instance));
        LeaseStatus status = LeaseRules.statusAt(terms, moment.now());
        if (status == LeaseStatus.EXPIRED) {
            return Renewing.expired(moment, terms, key, instance, contact);
        }
        Optional<Refusal> lost = Renewing.seat(moment, caller, terms, instance);
        return lost.isPresent()
                ? refusals.noSeat(
                        moment,
                        caller,
                        terms,
                        instance.device(),
                        instance.machineKnown(),
                        new LeaseAnswer.SeatLost(lost.get()))
                : Renewing.grant(moment, terms, key, instance, contact, status);
    }

    /** A copied store on another machine: told of, not refused (BEHAVIOUR 5). */
    private static boolean isOtherMachine(Validation request, Instance instance) {
        return instance.machineKnown()
                && request.machineHash()
                        .filter(hash -> !hash.equals(instance.device().hex()))
                        .isPresent();
    }
}
