package dev.sgate.station.leasing;

import dev.sgate.license.LicenseBundle;
import dev.sgate.license.LicenseKey;
import dev.sgate.license.LicenseTerms;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.station.BundlesInForce.InForce;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which license a request means: the newest one for its product whose key this is, among bundles that prove themselves. */
sealed interface AskedLicense {
    /** There it is. */
    record Found(LicenseTerms terms) implements AskedLicense {}

    /** No such key here, and every row that could be it was looked into. */
    record Unknown() implements AskedLicense {}

    /** A row does not prove itself, so nobody can say whose key this is. */
    record Unreadable(RefusalCode code) implements AskedLicense {}

    /** Looks it up; {@code product} is the second part of the route. */
    static AskedLicense find(List<InForce> bundles, String product, String licenseKey) {
        Sha256 hash = new LicenseKey(licenseKey).hash();
        Optional<LicenseTerms> newest = bundles.stream()
                .flatMap(AskedLicense::proven)
                .filter(terms -> terms.product().equals(product)
                        && terms.licenseKeyHash().equals(hash))
                .max(Comparator.comparingLong(LicenseTerms::serial));
        return newest.<AskedLicense>map(Found::new)
                .or(() -> unproven(bundles, product).findFirst().map(Unreadable::new))
                .orElseGet(Unknown::new);
    }

    private static Stream<LicenseTerms> proven(InForce held) {
        return held.bundle() instanceof Verdict.Accepted<LicenseBundle>(LicenseBundle bundle)
                ? Stream.of(bundle.terms())
                : Stream.empty();
    }

    private static Stream<RefusalCode> unproven(List<InForce> bundles, String product) {
        return bundles.stream()
                .filter(held -> held.row().product().map(product::equals).orElse(true))
                .flatMap(held -> held.bundle() instanceof Verdict.Refused<LicenseBundle> refused
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
