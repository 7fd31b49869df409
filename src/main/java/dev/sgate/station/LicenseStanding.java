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
import dev.sgate.station.LedgerView.HeldLicense;
import java.util.List;
import java.util.Optional;

/**
 * How each license that is held stands at this moment (S36): its bundle is verified again, and the clock, the seat of this device
 * and the newest revocation list are looked at anew. Reads only; {@link LaunchRules} decides.
 */
final class LicenseStanding {
    private final LedgerView ledger;
    private final TrustSource trust;
    private final DeviceIdentity device;
    private final TrustedTime time;
    private final Meter meter;

    LicenseStanding(LedgerView ledger, TrustSource trust, DeviceIdentity device, TrustedTime time) {
        this(ledger, trust, device, time, Meter.SILENT);
    }

    /** @param meter is told how long each verification took */
    LicenseStanding(LedgerView ledger, TrustSource trust, DeviceIdentity device, TrustedTime time, Meter meter) {
        this.meter = meter;
        this.ledger = ledger;
        this.trust = trust;
        this.device = device;
        this.time = time;
    }

    /** Every license held, in the order of their ids. */
    List<JudgedLicense> all() {
        Keyring keyring = trust.current();
        Optional<RevocationList> crl = ledger.newestRevocationList(keyring);
        return ledger.licenses().stream().map(held -> judge(held, keyring, crl)).toList();
    }

    private JudgedLicense judge(HeldLicense held, Keyring keyring, Optional<RevocationList> crl) {
        if (keyring.document().isEmpty()) {
            // nothing can be said against the bundle, only that it cannot be used
            Evidence why = Evidence.of("trust", keyring.whyNothing());
            LaunchJudgement nothing = new LaunchJudgement(LicenseState.UNLICENSED, why, Optional.empty());
            return new JudgedLicense(
                    held, held.product(), nothing, Optional.of(RefusalCode.UNKNOWN_KEY), Verdict.accepted(true));
        }
        Verdict<LicenseBundle> bundle = verify(held, keyring);
        Optional<RefusalCode> code = codeOf(bundle);
        Verdict<LicenseBundle> forgiven = code.equals(Optional.of(RefusalCode.REVOKED_KEY))
                ? verify(held, keyring.forgivingRevocation())
                : bundle;
        Optional<LicenseTerms> terms = forgiven instanceof Verdict.Accepted<LicenseBundle>(LicenseBundle read)
                ? Optional.of(read.terms())
                : Optional.empty();
        Verdict<Boolean> seat = terms.map(this::seat).orElseGet(() -> Verdict.accepted(true));
        LaunchSituation situation = new LaunchSituation(
                bundle,
                forgiven,
                ledger.keyRevokedSince(held.identity()),
                time.standing(terms.map(LicenseTerms::policy).orElse(Policy.DEFAULT))
                        .verdict(),
                seat,
                crl);
        Optional<String> product = terms.map(LicenseTerms::product).or(held::product);
        return new JudgedLicense(held, product, LaunchRules.judge(situation), code, seat);
    }

    private Verdict<LicenseBundle> verify(HeldLicense held, Keyring keyring) {
        return EnvelopeLine.verify(held.envelopeLine(), keyring, meter)
                .then(LicenseBundle::from)
                .then(bundle -> asNoted(held, bundle));
    }

    /** A good bundle in the place of another is as wrong as a changed one. */
    private static Verdict<LicenseBundle> asNoted(HeldLicense held, LicenseBundle bundle) {
        boolean same = bundle.identity().equals(held.identity())
                && bundle.terms().licenseId().equals(held.licenseId())
                && bundle.terms().serial() == held.serial()
                && bundle.terms().site().equals(held.site());
        return same
                ? Verdict.accepted(bundle)
                : Verdict.refused(Refusal.of(RefusalCode.BAD_SIGNATURE, "notedSerial", held.serial())
                        .and("storedSerial", bundle.terms().serial()));
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
                SeatTaking.situation(ledger, terms, PoolRules.RECLAIM_AFTER, time.now()), device.fingerprint())) {
            case PoolRules.Admission.Refused(Refusal refusal) -> Verdict.refused(refusal);
            case PoolRules.Admission.AlreadySeated same -> Verdict.accepted(true);
            case PoolRules.Admission.Seated free -> Verdict.accepted(false);
        };
    }
}
