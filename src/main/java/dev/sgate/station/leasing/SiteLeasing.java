package dev.sgate.station.leasing;

import dev.sgate.license.Fingerprint;
import dev.sgate.license.LaunchRules;
import dev.sgate.license.LicenseTerms;
import dev.sgate.license.lease.LeaseKeyset;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.BundlesInForce;
import dev.sgate.station.Ids;
import dev.sgate.station.Ledger;
import dev.sgate.station.Meter;
import dev.sgate.station.TrustSource;
import dev.sgate.station.TrustedTime;
import dev.sgate.station.leasing.CommitGroup.Urgency;
import dev.sgate.station.leasing.LeaseRequest.Activation;
import dev.sgate.station.leasing.LeaseRequest.Deactivation;
import dev.sgate.station.leasing.LeaseRequest.Validation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The lease service on this appliance's ledger. Finds the license that is meant and what state it is in; {@link Activating}, {@link
 * Validating} and {@link Deactivating} do the rest. Each request is decided inside the transaction that commits it. Safe for use by
 * many threads.
 */
public final class SiteLeasing implements Leasing {
    private final LeaseSettings settings;
    private final LeaseKeys keys;
    private final TrustedTime time;
    private final BundlesInForce bundles;
    private final CommitGroup commits;
    private final RefusalJournal refusals = new RefusalJournal();
    private final Meter meter;
    private final Activating activating;
    private final Validating validating;
    private final Deactivating deactivating;
    private final DoorJournal door;

    /**
     * @param ownMachine the appliance's own fingerprint: no client is that machine, whatever it says
     * @param instanceIds for new instances; random, for a client shows its id to be known
     */
    public SiteLeasing(
            Ledger ledger,
            TrustSource trust,
            TrustedTime time,
            LeaseKeys keys,
            Fingerprint ownMachine,
            Ids instanceIds,
            LeaseSettings settings,
            Meter meter) {
        this.meter = meter;
        this.bundles = new BundlesInForce(ledger, trust);
        this.settings = settings;
        this.keys = keys;
        this.time = time;
        this.commits = new CommitGroup(
                ledger,
                draft ->
                        new Moment(draft, ledger, time.now(), bundles.all(), trust.current(), settings.reclaimAfter()));
        this.activating = new Activating(keys, ownMachine, instanceIds, settings.newSeatsADay(), refusals);
        this.validating = new Validating(keys, refusals);
        this.deactivating = new Deactivating(refusals);
        this.door = new DoorJournal(ledger, time);
    }

    @Override
    public LeaseAnswer activate(Activation request, Caller caller) {
        return commits.ask(
                Urgency.NEWCOMER,
                new Counted(meter)
                        .seats(moment -> findUnrevoked(
                                moment,
                                request,
                                caller,
                                request.licenseKey(),
                                new LeaseAnswer.UnknownKey(),
                                license -> activating.decide(moment, request, caller, license))));
    }

    @Override
    public LeaseAnswer validate(Validation request, Caller caller) {
        return commits.ask(
                Urgency.HOLDER,
                new Counted(meter)
                        .check(
                                request.instanceId(),
                                moment -> findUnrevoked(
                                        moment,
                                        request,
                                        caller,
                                        request.licenseKey(),
                                        new LeaseAnswer.Revoked(),
                                        license -> validating.decide(moment, request, caller, license.terms()))));
    }

    /** Without a license key nothing is given back: it might be somebody else's seat (LEASE-PROTOCOL 9.14). */
    @Override
    public LeaseAnswer deactivate(Deactivation request, Caller caller) {
        return commits.ask(
                Urgency.HOLDER,
                moment -> request.licenseKey().isEmpty()
                        ? refusals.answer(
                                moment, request, caller, RefusalCode.UNLICENSED, new LeaseAnswer.InstanceUnknown())
                        : find(
                                moment,
                                request,
                                caller,
                                request.licenseKey().get(),
                                license -> deactivating.decide(moment, request, caller, license.terms())));
    }

    @Override
    public void turnedAway(TurnedAway why, String address) {
        door.tell(why, address);
    }

    @Override
    public Optional<LeaseKeyset> keyset(String tenant) {
        try {
            return tenant.equals(settings.tenant())
                    ? Optional.of(keys.keyset(time.now(), bundles.offlineAtMost()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the lease keys cannot be used", e);
        }
    }

    /** What is done with the license that is meant. */
    @FunctionalInterface
    private interface Next {
        Supplier<LeaseAnswer> decide(AskedLicense.Found license);
    }

    /** As {@link #find}, where a revoked license gets an answer of its own. */
    private Supplier<LeaseAnswer> findUnrevoked(
            Moment moment, LeaseRequest request, Caller caller, String licenseKey, LeaseAnswer ifRevoked, Next next) {
        return find(
                moment,
                request,
                caller,
                licenseKey,
                license -> license.isRevoked(moment.newestCrl())
                        ? refusals.answer(moment, request, caller, RefusalCode.REVOKED, ifRevoked)
                        : next.decide(license));
    }

    private Supplier<LeaseAnswer> find(
            Moment moment, LeaseRequest request, Caller caller, String licenseKey, Next next) {
        if (!request.tenant().equals(settings.tenant())) {
            return unknown(moment, request, caller);
        }
        return switch (AskedLicense.find(moment.bundles(), request.product(), licenseKey)) {
            case AskedLicense.Unknown unknown -> unknown(moment, request, caller);
            case AskedLicense.Unreadable(RefusalCode code) -> unavailable(moment, request, caller, code);
            case AskedLicense.Found found ->
                whyNotNow(moment, found)
                        .map(code -> unavailable(moment, request, caller, code))
                        .orElseGet(() -> next.decide(found));
        };
    }

    /** A clock or a key that is not believed, and a license that waits for a person, say nothing against anybody. */
    private Optional<RefusalCode> whyNotNow(Moment moment, AskedLicense.Found found) {
        LicenseTerms terms = found.terms();
        if (!time.standing(terms.policy()).isTrusted()) {
            return Optional.of(RefusalCode.CLOCK_ROLLBACK);
        }
        boolean untrusted = found.keyRevoked()
                .filter(bundle -> !LaunchRules.isForgiven(terms, moment.keyRevokedSince(bundle), moment.now()))
                .isPresent();
        if (untrusted) {
            return Optional.of(RefusalCode.REVOKED_KEY);
        }
        return moment.isConfirmed(terms) ? Optional.empty() : Optional.of(RefusalCode.NEEDS_CONFIRMATION);
    }

    private Supplier<LeaseAnswer> unknown(Moment moment, LeaseRequest request, Caller caller) {
        return refusals.answer(moment, request, caller, RefusalCode.UNLICENSED, new LeaseAnswer.UnknownKey());
    }

    private Supplier<LeaseAnswer> unavailable(Moment moment, LeaseRequest request, Caller caller, RefusalCode code) {
        return refusals.answer(moment, request, caller, code, new LeaseAnswer.Unavailable(code));
    }
}
