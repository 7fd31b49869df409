package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.license.LaunchRules;
import dev.sgate.license.LicenseRules;
import dev.sgate.license.LicenseState;
import dev.sgate.license.LicenseTerms;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.RevocationList;
import dev.sgate.station.StateChange.LicenseConfirmed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A person's yes where the vendor asks for one ({@code confirm: manual}, S31): shows what is confirmed, and then takes the seat. The
 * first yes counts for the license, also for its later bundles.
 *
 * <p>{@code detail} of {@code license-confirmed}: {@code serial}, {@code product}, {@code validUntil}, {@code poolSize}.
 */
public final class LicenseConfirming {
    /**
     * A license that waits.
     *
     * @param seatsTaken before this device takes its own
     */
    public record Waiting(
            UUID licenseId,
            long serial,
            String product,
            String customer,
            String tier,
            Instant validUntil,
            long seats,
            long seatsTaken) {}

    /** What came of a yes. */
    public sealed interface Confirmation {
        /** It counts, and this device has its seat. */
        record Activated(Waiting license) implements Confirmation {}

        /** It counts, and no seat is free: {@code pool-exhausted}. */
        record WithoutSeat(Waiting license, Refusal refusal) implements Confirmation {}

        /** Nothing was changed, for no new seat is given now: {@code crl-stale}. */
        record Declined(Waiting license, Refusal refusal) implements Confirmation {}

        /** No such license waits, or not any more with what was shown. */
        record NothingWaits() implements Confirmation {}
    }

    private final Ledger ledger;
    private final TrustSource trust;
    private final LicenseStanding standing;
    private final SeatClaim seats;
    private final TrustedTime time;
    private final DeviceIdentity device;
    private final SiteLimits limits;
    private final Meter meter;

    public LicenseConfirming(
            Ledger ledger, TrustSource trust, DeviceIdentity device, TrustedTime time, SiteLimits limits, Meter meter) {
        this.meter = meter;
        this.limits = limits;
        this.ledger = ledger;
        this.trust = trust;
        this.standing = new LicenseStanding(ledger, trust, device, time, limits);
        this.seats = new SeatClaim(ledger, device, limits);
        this.time = time;
        this.device = device;
    }

    /** All licenses that wait for a person. */
    public List<Waiting> waiting() {
        return pending().stream().map(this::shown).toList();
    }

    private List<LicenseTerms> pending() {
        return standing.all().stream()
                .filter(license -> license.state() == LicenseState.NEEDS_CONFIRMATION)
                .flatMap(license -> license.judgement().terms().stream())
                .toList();
    }

    private Waiting shown(LicenseTerms terms) {
        return new Waiting(
                terms.licenseId(),
                terms.serial(),
                terms.product(),
                terms.customer(),
                terms.tier(),
                terms.validUntil(),
                terms.pool().size(),
                SeatTaking.whole(ledger, terms, limits.reclaimAfter(), time.now())
                        .taken());
    }

    /**
     * The person says yes.
     *
     * @param serial of the bundle that was shown: another one is another question
     */
    public Confirmation confirm(UUID licenseId, long serial) {
        List<Confirmation> came = new ArrayList<>();
        ledger.alone(() -> came.add(pending().stream()
                .filter(terms -> terms.licenseId().equals(licenseId) && terms.serial() == serial)
                .findFirst()
                .map(this::confirm)
                .orElseGet(Confirmation.NothingWaits::new)));
        return came.getFirst();
    }

    private Confirmation confirm(LicenseTerms terms) {
        long begun = System.nanoTime();
        Instant now = time.now();
        Waiting shown = shown(terms);
        RevocationList crl = LicenseRules.newest(terms.crl(), ledger.newestRevocationList(trust.current()));
        if (LaunchRules.isStale(crl, terms.policy(), now)) {
            return new Confirmation.Declined(
                    shown,
                    Refusal.of(RefusalCode.CRL_STALE, "crlNumber", crl.number())
                            .and("crlIssuedAt", crl.issuedAt())
                            .and("maxAgeDays", terms.policy().crlMaxAgeDays()));
        }
        SeatClaim.Claim claim = seats.admit(now, terms);
        List<StateChange> changes = new ArrayList<>(List.of(new LicenseConfirmed(terms.licenseId(), now)));
        changes.addAll(claim.changes());
        List<EventDraft> events = new ArrayList<>(List.of(confirmed(terms, now)));
        events.addAll(claim.events());
        ledger.commit(changes, events);
        claim.count(meter, terms, begun);
        return claim.refusal()
                .<Confirmation>map(refusal -> new Confirmation.WithoutSeat(shown, refusal))
                .orElseGet(() -> new Confirmation.Activated(shown));
    }

    private EventDraft confirmed(LicenseTerms terms, Instant now) {
        return EventDraft.of(
                        EventType.LICENSE_CONFIRMED,
                        now,
                        Payloads.members(
                                "serial", terms.serial(),
                                "product", terms.product(),
                                "validUntil", Payloads.time(terms.validUntil()),
                                "poolSize", terms.pool().size()))
                .aboutLicense(terms.licenseId())
                .aboutDevice(device.fingerprint().hex());
    }
}
