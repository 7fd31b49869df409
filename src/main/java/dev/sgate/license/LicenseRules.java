package dev.sgate.license;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Whether a bundle that the vendor signed may come into force here and now. The checks stand in the order of FORMATS, "Order of
 * checks": product, appliance and site, not-yet-valid, expired, serial, {@code activateBy}, revoked. The first that does not hold
 * decides. All limits include their last second: equal is still valid.
 */
public final class LicenseRules {
    /** A bundle dated further ahead than this of every time known here is not believed (BEHAVIOUR 1). */
    private static final Duration AHEAD_MAX = Duration.ofDays(400);

    private static final List<BiFunction<LicenseTerms, LicenseSituation, Optional<Refusal>>> BEFORE_SERIAL = List.of(
            LicenseRules::product,
            LicenseRules::appliance,
            LicenseRules::site,
            LicenseRules::notYetValid,
            LicenseRules::expired);

    private static final List<BiFunction<LicenseTerms, LicenseSituation, Optional<Refusal>>> AFTER_SERIAL =
            List.of(LicenseRules::activateBy, LicenseRules::revoked);

    private LicenseRules() {}

    /**
     * The bundle if it may come into force. A bundle that is in force already, the same {@code serial} with the same identity, is
     * accepted too: the caller sees that from {@link #isHeld} and changes nothing.
     *
     * @return refused with {@code wrong-product}, {@code wrong-appliance}, {@code not-yet-valid}, {@code expired} (evidence
     *     {@code validUntil} or {@code activateBy}), {@code superseded}, {@code equivocation} or {@code revoked}
     */
    public static Verdict<LicenseBundle> judge(LicenseBundle bundle, LicenseSituation situation) {
        return first(BEFORE_SERIAL, bundle, situation)
                .or(() -> serial(bundle, situation))
                .or(() -> first(AFTER_SERIAL, bundle, situation))
                .map(Verdict::<LicenseBundle>refused)
                .orElseGet(() -> Verdict.accepted(bundle));
    }

    /** Whether this very bundle is the newest one held for its license. */
    public static boolean isHeld(LicenseBundle bundle, LicenseSituation situation) {
        return situation.held().equals(Optional.of(LicenseSituation.Held.of(bundle)));
    }

    /**
     * The list that counts among two: the higher number; with one number the union of both (BEHAVIOUR 4).
     */
    public static RevocationList newest(RevocationList one, Optional<RevocationList> other) {
        return other.map(one::newest).orElse(one);
    }

    private static Optional<Refusal> first(
            List<BiFunction<LicenseTerms, LicenseSituation, Optional<Refusal>>> checks,
            LicenseBundle bundle,
            LicenseSituation situation) {
        return checks.stream()
                .flatMap(check -> check.apply(bundle.terms(), situation).stream())
                .findFirst();
    }

    private static Optional<Refusal> product(LicenseTerms terms, LicenseSituation situation) {
        boolean taken = situation.products().isEmpty() || situation.products().contains(terms.product());
        return refuseUnless(
                taken,
                Refusal.of(RefusalCode.WRONG_PRODUCT, "product", terms.product())
                        .and("expected", situation.products().stream().sorted().toList()));
    }

    private static Optional<Refusal> appliance(LicenseTerms terms, LicenseSituation situation) {
        boolean named = terms.appliances().isEmpty()
                || situation
                        .deviceKeyId()
                        .map(terms.appliances().get()::contains)
                        .orElse(true);
        return refuseUnless(
                named,
                Refusal.of(
                        RefusalCode.WRONG_APPLIANCE,
                        "deviceKeyId",
                        situation.deviceKeyId().map(Object::toString).orElse("")));
    }

    /** The first bundle of a license sets the site; another site's moves no counter. */
    private static Optional<Refusal> site(LicenseTerms terms, LicenseSituation situation) {
        return situation
                .held()
                .filter(held -> !held.site().equals(terms.site()))
                .map(held -> Refusal.of(RefusalCode.WRONG_APPLIANCE, "site", terms.site())
                        .and("expected", held.site()));
    }

    private static Optional<Refusal> notYetValid(LicenseTerms terms, LicenseSituation situation) {
        Instant latest = situation.latestKnownTime().plus(AHEAD_MAX);
        return refuseUnless(
                !terms.issuedAt().isAfter(latest),
                Refusal.of(RefusalCode.NOT_YET_VALID, "issuedAt", terms.issuedAt())
                        .and("latest", latest));
    }

    private static Optional<Refusal> expired(LicenseTerms terms, LicenseSituation situation) {
        return refuseAfter("validUntil", terms.validUntil(), situation.now());
    }

    private static Optional<Refusal> serial(LicenseBundle bundle, LicenseSituation situation) {
        long offered = bundle.terms().serial();
        return situation
                .held()
                .filter(held -> offered < held.serial()
                        || (offered == held.serial() && !bundle.identity().equals(held.identity())))
                .map(held -> Refusal.of(
                                offered < held.serial() ? RefusalCode.SUPERSEDED : RefusalCode.EQUIVOCATION,
                                "serial",
                                offered)
                        .and("heldSerial", held.serial()));
    }

    /** The bundle opens no new pool after this time; one that is open goes on. */
    private static Optional<Refusal> activateBy(LicenseTerms terms, LicenseSituation situation) {
        return terms.activateBy()
                .filter(limit -> !situation.poolOpen())
                .flatMap(limit -> refuseAfter("activateBy", limit, situation.now()));
    }

    private static Optional<Refusal> revoked(LicenseTerms terms, LicenseSituation situation) {
        RevocationList newest = newest(terms.crl(), situation.newestCrl());
        return refuseUnless(
                !newest.revokes(terms.licenseKeyHash()),
                Refusal.of(RefusalCode.REVOKED, "crlNumber", newest.number()).and("crlIssuedAt", newest.issuedAt()));
    }

    private static Optional<Refusal> refuseAfter(String field, Instant limit, Instant now) {
        return refuseUnless(
                !now.isAfter(limit),
                Refusal.of(RefusalCode.EXPIRED, field, limit).and("now", now));
    }

    private static Optional<Refusal> refuseUnless(boolean holds, Refusal refusal) {
        return holds ? Optional.empty() : Optional.of(refusal);
    }
}
