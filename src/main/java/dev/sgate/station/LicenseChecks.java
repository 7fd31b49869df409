package dev.sgate.station;

import dev.sgate.license.LaunchJudgement;
import dev.sgate.license.LicenseState;
import dev.sgate.station.LicenseAnswer.Checked;
import dev.sgate.station.LicenseAnswer.WhichProduct;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The checks at every launch (S36 to S42): judges the licenses held for a product, of which the best speaks for it, and puts the
 * answer on record. What a check finds out is kept: when a key was first found revoked, and the seat that this device takes where one
 * has become free since the import. Safe for use by several threads.
 */
public final class LicenseChecks {
    private final LedgerView ledger;
    private final TrustSource trust;
    private final TrustedTime time;
    private final LicenseStanding standing;
    private final LicenseUpkeep upkeep;
    private final CheckRecord record;

    public LicenseChecks(
            Ledger ledger, TrustSource trust, DeviceIdentity device, TrustedTime time, SiteLimits limits, Meter meter) {
        this.ledger = ledger;
        this.trust = trust;
        this.time = time;
        this.standing = new LicenseStanding(ledger, trust, device, time, limits, meter);
        this.upkeep = new LicenseUpkeep(ledger, device, time, limits, meter);
        this.record = new CheckRecord(ledger, device, meter);
    }

    /**
     * Judges one product.
     *
     * @param product empty for the only one that is held
     */
    public synchronized LicenseAnswer check(Optional<String> product) {
        List<JudgedLicense> all = standing.all();
        TreeSet<String> held = new TreeSet<>(
                all.stream().flatMap(license -> license.product().stream()).toList());
        if (product.isEmpty() && held.size() > 1) {
            return new WhichProduct(held);
        }
        Optional<String> asked = product.or(() -> held.stream().findFirst());
        List<JudgedLicense> ofProduct = all.stream()
                .filter(license ->
                        asked.equals(license.product()) || license.product().isEmpty())
                .toList();
        ofProduct.forEach(upkeep::keep);
        Checked answer = answer(asked, ofProduct);
        record.record(answer, asked.filter(held::contains));
        return answer;
    }

    private Checked answer(Optional<String> product, Collection<JudgedLicense> licenses) {
        Optional<JudgedLicense> best = licenses.stream().min(JudgedLicense.BEST);
        if (best.filter(license -> license.state() != LicenseState.UNLICENSED).isPresent()) {
            return new Checked(product, best, best.get().judgement(), Optional.empty(), time.now());
        }
        CauseSearch.Found found = CauseSearch.find(ledger, trust.current());
        LaunchJudgement nothing = new LaunchJudgement(LicenseState.UNLICENSED, found.evidence(), Optional.empty());
        return new Checked(product, best, nothing, Optional.of(found.cause()), time.now());
    }
}
