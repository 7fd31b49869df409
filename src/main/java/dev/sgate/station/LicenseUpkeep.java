package dev.sgate.station;

import dev.sgate.license.LicenseTerms;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.StateChange.KeyRevocationSeen;
import java.util.List;
import java.util.Optional;

/** Keeps what a look at a license finds out: since when its key is revoked, and the free seat that this device takes. */
final class LicenseUpkeep {
    private final Ledger ledger;
    private final SeatClaim seats;
    private final TrustedTime time;
    private final Meter meter;

    LicenseUpkeep(Ledger ledger, DeviceIdentity device, TrustedTime time, SiteLimits limits, Meter meter) {
        this.meter = meter;
        this.ledger = ledger;
        this.seats = new SeatClaim(ledger, device, limits);
        this.time = time;
    }

    /** Both of it. */
    void keep(JudgedLicense license) {
        noteRevokedKey(license);
        if (license.mayTakeSeat()) {
            license.judgement().terms().ifPresent(this::takeSeat);
        }
    }

    /** From now on the site has {@code rotationHours}. */
    void noteRevokedKey(JudgedLicense license) {
        boolean revoked = license.signature().equals(Optional.of(RefusalCode.REVOKED_KEY));
        if (revoked && ledger.keyRevokedSince(license.held().identity()).isEmpty()) {
            ledger.commit(List.of(new KeyRevocationSeen(license.held().identity(), time.now())), List.of());
        }
    }

    private void takeSeat(LicenseTerms terms) {
        long begun = System.nanoTime();
        ledger.alone(() -> {
            SeatClaim.Claim claim = seats.claim(time.now(), terms);
            if (claim.refusal().isEmpty()) {
                ledger.commit(claim.changes(), claim.events());
                claim.count(meter, terms, begun);
            }
        });
    }
}
