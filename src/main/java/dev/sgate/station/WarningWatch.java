package dev.sgate.station;

import dev.sgate.license.LicenseTerms;
import dev.sgate.station.PoolView.Instance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Looks each minute at what runs out: the leases of applications that have no contact, the licenses themselves, and the vendor's
 * trust document. What it tells
 * goes to the journal, and is handed back for the log. What was told is remembered in the ledger, also over a restart.
 */
public final class WarningWatch {
    private final LedgerView ledger;
    private final LicenseStanding standing;
    private final TrustedTime time;
    private final LicenseUpkeep upkeep;
    private final LicenseWarnings licenses;
    private final LeaseWarnings leases;
    private final TrustWarnings trust;

    public WarningWatch(
            Ledger ledger,
            TrustSource trust,
            DeviceIdentity device,
            TrustedTime time,
            Situation situation,
            Meter meter) {
        this.ledger = ledger;
        this.standing = new LicenseStanding(ledger, trust, device, time, situation.limits());
        this.time = time;
        this.upkeep = new LicenseUpkeep(ledger, device, time, situation.limits(), meter);
        this.licenses = new LicenseWarnings(ledger, Sentences.in(situation.language()), situation.limits());
        this.leases = new LeaseWarnings(ledger, meter);
        this.trust = new TrustWarnings(ledger, trust);
    }

    /** One look. */
    public List<Notice> look() {
        Instant now = time.now();
        List<Notice> notices = new ArrayList<>();
        trust.look(now).ifPresent(notices::add);
        Map<UUID, LicenseTerms> believed = new HashMap<>();
        for (JudgedLicense license : standing.all()) {
            upkeep.noteRevokedKey(license);
            license.judgement().terms().ifPresent(terms -> believed.put(terms.licenseId(), terms));
            licenses.look(license, now).ifPresent(notices::add);
        }
        for (Instance instance : ledger.instances()) {
            Optional.ofNullable(believed.get(instance.licenseId()))
                    .flatMap(terms -> leases.look(instance, terms, now))
                    .ifPresent(notices::add);
        }
        return notices;
    }
}
