package dev.sgate.station;

import dev.sgate.license.LaunchJudgement;
import dev.sgate.license.LaunchRules;
import dev.sgate.license.LaunchSituation;
import dev.sgate.license.LicenseBundle;
import dev.sgate.license.LicenseState;
import dev.sgate.license.LicenseTerms;
import dev.sgate.license.Policy;
import dev.sgate.license.PoolRules;
import dev.sgate.seal.Evidence;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Verdict;
import dev.sgate.station.BundlesInForce.InForce;
import dev.sgate.station.LedgerView.HeldLicense;
import java.util.List;
import java.util.Optional;

/**
 * How each license that is held stands at this moment (S36): its row is read again and believed as {@link BundlesInForce} says, and
 * the clock, the seat of this device and the newest revocation list are looked at anew. Reads only; {@link LaunchRules} decides.
 */
final class LicenseStanding {
    private final LedgerView ledger;
    private final TrustSource trust;
    private final DeviceIdentity device;
    private final TrustedTime time;
    private final SiteLimits limits;
    private final BundlesInForce bundles;

    LicenseStanding(LedgerView ledger, TrustSource trust, DeviceIdentity device, TrustedTime time, SiteLimits limits) {
        this(ledger, trust, device, time, limits, Meter.SILENT);
    }

    /** @param meter is told how long each verification took */
    LicenseStanding(
            LedgerView ledger,
            TrustSource trust,
            DeviceIdentity device,
            TrustedTime time,
            SiteLimits limits,
            Meter meter) {
        this.ledger = ledger;
        this.trust = trust;
        this.device = device;
        this.time = time;
        this.limits = limits;
        this.bundles = new BundlesInForce(ledger, trust, meter);
    }

    /** Every license held, in the order of their ids. */
    List<JudgedLicense> all() {
        Keyring keyring = trust.current();
        if (keyring.document().isEmpty()) {
            return ledger.licenses().stream()
                    .map(held -> withoutTrust(held, keyring))
                    .toList();
        }
        Optional<RevocationList> crl = ledger.newestRevocationList(keyring);
        return bundles.under(keyring).stream().map(held -> judge(held, crl)).toList();
    }

    /** Nothing can be said against the bundle, only that it cannot be used. */
    private static JudgedLicense withoutTrust(HeldLicense held, Keyring keyring) {
        Evidence why = Evidence.of("trust", keyring.whyNothing());
        LaunchJudgement nothing = new LaunchJudgement(LicenseState.UNLICENSED, why, Optional.empty());
        return new JudgedLicense(
                held, held.product(), nothing, Optional.of(RefusalCode.UNKNOWN_KEY), Verdict.accepted(true));
    }

    private JudgedLicense judge(InForce inForce, Optional<RevocationList> crl) {
        HeldLicense held = inForce.row();
        Optional<LicenseTerms> terms = inForce.forgiven() instanceof Verdict.Accepted<LicenseBundle>(LicenseBundle read)
                ? Optional.of(read.terms())
                : Optional.empty();
        Verdict<Boolean> seat = terms.map(this::seat).orElseGet(() -> Verdict.accepted(true));
        LaunchSituation situation = new LaunchSituation(
                inForce.bundle(),
                inForce.forgiven(),
                ledger.keyRevokedSince(held.identity()),
                time.standing(terms.map(LicenseTerms::policy).orElse(Policy.DEFAULT))
                        .verdict(),
                seat,
                crl);
        Optional<String> product = terms.map(LicenseTerms::product).or(held::product);
        return new JudgedLicense(held, product, LaunchRules.judge(situation), codeOf(inForce.bundle()), seat);
    }

    private static Optional<RefusalCode> codeOf(Verdict<LicenseBundle> bundle) {
        return bundle instanceof Verdict.Refused<LicenseBundle>(Refusal refusal)
                ? Optional.of(refusal.code())
                : Optional.empty();
    }

    private Verdict<Boolean> seat(LicenseTerms terms) {
        Optional<Refusal> waits = SeatClaim.waitsForPerson(ledger, terms, device.fingerprint());
        if (waits.isPresent()) {
            return Verdict.refused(waits.get());
        }
        return switch (PoolRules.admit(
                SeatTaking.situation(ledger, terms, device.fingerprint(), limits.reclaimAfter(), time.now()),
                device.fingerprint())) {
            case PoolRules.Admission.Refused(Refusal refusal) -> Verdict.refused(refusal);
            case PoolRules.Admission.AlreadySeated same -> Verdict.accepted(true);
            case PoolRules.Admission.Seated free -> Verdict.accepted(false);
        };
    }
}
