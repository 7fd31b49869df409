package dev.sgate.station;

import dev.sgate.license.LicenseBundle;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import dev.sgate.seal.VerifiedPayload;
import dev.sgate.station.LedgerView.HeldLicense;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The bundles in force, verified again each time: a row of the ledger is no proof. */
final class HeldBundles {
    private final LedgerView ledger;
    private final TrustSource trust;

    HeldBundles(LedgerView ledger, TrustSource trust) {
        this.ledger = ledger;
        this.trust = trust;
    }

    /** The bundles whose signature still holds. */
    List<LicenseBundle> all() {
        return ledger.licenses().stream()
                .flatMap(held -> verified(held).stream())
                .toList();
    }

    /**
     * The products of the bundles in force, also of one that no longer verifies: a revoked key takes a license's force away, and
     * opens the machine to no other product.
     */
    Set<String> products() {
        return ledger.licenses().stream()
                .flatMap(held -> verified(held).map(bundle -> bundle.terms().product()).or(held::product).stream())
                .collect(Collectors.toSet());
    }

    /** The bundle in force of this license; empty too where it no longer verifies. */
    Optional<LicenseBundle> find(UUID licenseId) {
        return ledger.findLicense(licenseId).flatMap(this::verified);
    }

    /** Whether nothing but its key's revocation takes the stored bundle of this license its force. */
    boolean isKeyRevoked(UUID licenseId) {
        return ledger.findLicense(licenseId)
                .filter(held -> EnvelopeLine.verify(held.envelopeLine(), trust.current())
                                instanceof Verdict.Refused<VerifiedPayload>(Refusal refusal)
                        && refusal.code() == RefusalCode.REVOKED_KEY)
                .isPresent();
    }

    private Optional<LicenseBundle> verified(HeldLicense held) {
        return EnvelopeLine.verify(held.envelopeLine(), trust.current()).then(LicenseBundle::from)
                        instanceof Verdict.Accepted<LicenseBundle>(LicenseBundle bundle)
                ? Optional.of(bundle)
                : Optional.empty();
    }
}
