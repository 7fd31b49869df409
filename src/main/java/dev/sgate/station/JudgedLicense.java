package dev.sgate.station;

import dev.sgate.license.LaunchJudgement;
import dev.sgate.license.LicenseState;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import dev.sgate.station.LedgerView.HeldLicense;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A license that is held, and what it allows at this moment.
 *
 * @param product the verified one; where the bundle does not verify, the one that is noted beside it
 * @param signature whether its stored bundle verifies, or the code that says why not
 * @param seat whether this device has its seat; false where it has none and one is free; or why it gets none
 */
public record JudgedLicense(
        HeldLicense held,
        Optional<String> product,
        LaunchJudgement judgement,
        Optional<RefusalCode> signature,
        Verdict<Boolean> seat) {
    /** What can be cured at the site comes before what only the vendor can cure. */
    private static final List<LicenseState> BEST_FIRST = List.of(
            LicenseState.VALID,
            LicenseState.EXPIRING,
            LicenseState.NEEDS_REFRESH,
            LicenseState.NEEDS_CONFIRMATION,
            LicenseState.POOL_EXHAUSTED,
            LicenseState.CLOCK_DISTRUSTED,
            LicenseState.EXPIRED,
            LicenseState.REVOKED,
            LicenseState.UNTRUSTED,
            LicenseState.TAMPERED,
            LicenseState.UNLICENSED);

    /** The best state first; of two with one state the one that ends later. */
    static final Comparator<JudgedLicense> BEST = Comparator.comparingInt(
                    (JudgedLicense license) -> BEST_FIRST.indexOf(license.state()))
            .thenComparing(JudgedLicense::end, Comparator.reverseOrder())
            .thenComparing(license -> license.held().licenseId());

    public LicenseState state() {
        return judgement.state();
    }

    private Instant end() {
        return judgement.terms().map(terms -> terms.validUntil()).orElse(Instant.EPOCH);
    }

    /** A seat is free for this device, and nothing speaks against taking it. */
    boolean mayTakeSeat() {
        return judgement.mayRun()
                && judgement.state() != LicenseState.NEEDS_REFRESH
                && seat instanceof Verdict.Accepted<Boolean>(Boolean has)
                && !has;
    }
}
