package dev.sgate.station.leasing;

import dev.sgate.license.LicenseBundle;
import dev.sgate.license.LicenseKey;
import dev.sgate.license.LicenseRules;
import dev.sgate.license.LicenseTerms;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.station.BundlesInForce.InForce;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which license a request means: the newest one for its product whose key this is, among bundles that prove themselves. */
sealed interface AskedLicense {
    /** A believed key before a revoked one, then the higher serial. */
    Comparator<Found> BEST_LAST = Comparator.comparing(
                    (Found found) -> found.keyRevoked().isEmpty())
            .thenComparingLong(found -> found.terms().serial());

    /**
     * There it is.
     *
     * @param keyRevoked the bundle whose key was revoked, which is all that speaks against it; empty where the key is believed
     */
    record Found(LicenseTerms terms, Optional<Sha256> keyRevoked) implements AskedLicense {
        /** Whether a list revokes it; its own says nothing once its key is revoked (BEHAVIOUR 4). */
        boolean isRevoked(Optional<RevocationList> newest) {
            Optional<RevocationList> counts =
                    keyRevoked.isPresent() ? newest : Optional.of(LicenseRules.newest(terms.crl(), newest));
            return counts.filter(list -> list.revokes(terms.licenseKeyHash())).isPresent();
        }
    }

    /** No such key here, and every row that could be it was looked into. */
    record Unknown() implements AskedLicense {}

    /** A row does not prove itself, so nobody can say whose key this is. */
    record Unreadable(RefusalCode code) implements AskedLicense {}

    /** Looks it up; {@code product} is the second part of the route. */
    static AskedLicense find(List<InForce> bundles, String product, String licenseKey) {
        Sha256 hash = new LicenseKey(licenseKey).hash();
        Optional<Found> best = bundles.stream()
                .flatMap(held -> found(held).stream())
                .filter(found -> found.terms().product().equals(product)
                        && found.terms().licenseKeyHash().equals(hash))
                .max(BEST_LAST);
        return best.<AskedLicense>map(found -> found)
                .or(() -> unproven(bundles, product).findFirst().map(Unreadable::new))
                .orElseGet(Unknown::new);
    }

    private static Optional<Found> found(InForce held) {
        return held.forgiven() instanceof Verdict.Accepted<LicenseBundle>(LicenseBundle bundle)
                ? Optional.of(new Found(
                        bundle.terms(), held.isKeyRevoked() ? Optional.of(bundle.identity()) : Optional.empty()))
                : Optional.empty();
    }

    private static Stream<RefusalCode> unproven(List<InForce> bundles, String product) {
        return bundles.stream()
                .filter(held -> held.row().product().map(product::equals).orElse(true))
                .flatMap(held -> held.forgiven() instanceof Verdict.Refused<LicenseBundle> refused
                        ? Stream.of(stateCode(refused.refusal().code()))
                        : Stream.empty());
    }

    /** {@code untrusted} or {@code tampered} (BEHAVIOUR 2). */
    private static RefusalCode stateCode(RefusalCode why) {
        return why == RefusalCode.REVOKED_KEY || why == RefusalCode.UNKNOWN_KEY
                ? RefusalCode.REVOKED_KEY
                : RefusalCode.BAD_SIGNATURE;
    }
}
