package dev.sgate.release;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Whether an update that the vendor signed may be installed here and now. The checks stand in the order of FORMATS, "Order of
 * checks": product (the file's, and that of the application it names), not-yet-valid, expired, platform, then whether it is in
 * force already, equivocation, downgrade, quarantined. The first that does not hold decides. Equal is still valid.
 */
public final class ReleaseRules {
    /** An update dated further ahead than this of every time known here is not believed (BEHAVIOUR 1). */
    private static final Duration AHEAD_MAX = Duration.ofDays(400);

    private static final List<BiFunction<UpdateTerms, ReleaseSituation, Optional<Refusal>>> FOR_THIS_PLACE = List.of(
            ReleaseRules::product,
            ReleaseRules::application,
            ReleaseRules::notYetValid,
            ReleaseRules::expired,
            ReleaseRules::platform);

    private static final List<BiFunction<UpdateTerms, ReleaseSituation, Optional<Refusal>>> FOR_THIS_RELEASE = List.of(
            ReleaseRules::equivocation, ReleaseRules::floor, ReleaseRules::downgrade, ReleaseRules::quarantined);

    private ReleaseRules() {}

    /**
     * Decides on one update.
     *
     * @return refused with {@code wrong-product}, {@code not-yet-valid}, {@code expired}, {@code wrong-platform},
     *     {@code equivocation}, {@code downgrade} or {@code quarantined}
     */
    public static ReleaseDecision judge(UpdateOffer offer, ReleaseSituation situation) {
        Optional<Refusal> notHere = first(FOR_THIS_PLACE, offer, situation);
        if (notHere.isPresent()) {
            return new ReleaseDecision.Refused(notHere.get());
        }
        if (isRunning(offer.app(), situation)) {
            return new ReleaseDecision.AlreadyInstalled(offer);
        }
        return first(FOR_THIS_RELEASE, offer, situation)
                .<ReleaseDecision>map(ReleaseDecision.Refused::new)
                .orElseGet(() -> new ReleaseDecision.Install(offer));
    }

    private static Optional<Refusal> first(
            List<BiFunction<UpdateTerms, ReleaseSituation, Optional<Refusal>>> checks,
            UpdateOffer offer,
            ReleaseSituation situation) {
        return checks.stream()
                .flatMap(check -> check.apply(offer.terms(), situation).stream())
                .findFirst();
    }

    private static boolean isRunning(App app, ReleaseSituation situation) {
        return situation
                .running()
                .filter(running -> running.id().equals(ReleaseId.of(app))
                        && running.sha256().equals(app.sha256()))
                .isPresent();
    }

    private static Optional<Refusal> product(UpdateTerms terms, ReleaseSituation situation) {
        boolean taken = situation.products().isEmpty() || situation.products().contains(terms.product());
        return refuseUnless(
                taken,
                Refusal.of(RefusalCode.WRONG_PRODUCT, "product", terms.product())
                        .and("expected", situation.products().stream().sorted().toList()));
    }

    /** A key for one product must not replace the application of another: a name stays with the product that brought it. */
    private static Optional<Refusal> application(UpdateTerms terms, ReleaseSituation situation) {
        return situation
                .heldBy()
                .filter(holder -> !holder.equals(terms.product()))
                .map(holder -> Refusal.of(RefusalCode.WRONG_PRODUCT, "product", terms.product())
                        .and("app", terms.app().name())
                        .and("expected", holder));
    }

    private static Optional<Refusal> notYetValid(UpdateTerms terms, ReleaseSituation situation) {
        Instant latest = situation.latestKnownTime().plus(AHEAD_MAX);
        return refuseUnless(
                !terms.issuedAt().isAfter(latest),
                Refusal.of(RefusalCode.NOT_YET_VALID, "issuedAt", terms.issuedAt())
                        .and("latest", latest));
    }

    private static Optional<Refusal> expired(UpdateTerms terms, ReleaseSituation situation) {
        return terms.expires()
                .filter(limit -> situation.now().isAfter(limit))
                .map(limit -> Refusal.of(RefusalCode.EXPIRED, "expires", limit).and("now", situation.now()));
    }

    private static Optional<Refusal> platform(UpdateTerms terms, ReleaseSituation situation) {
        String offered = terms.app().platform();
        return situation
                .platform()
                .filter(here -> !here.runs(offered))
                .map(here -> Refusal.of(RefusalCode.WRONG_PLATFORM, "platform", offered)
                        .and("expected", here));
    }

    private static Optional<Refusal> equivocation(UpdateTerms terms, ReleaseSituation situation) {
        ReleaseId id = ReleaseId.of(terms.app());
        Sha256 offered = terms.app().sha256();
        return Optional.ofNullable(situation.known().get(id))
                .or(() -> situation
                        .running()
                        .filter(running -> running.id().equals(id))
                        .map(ReleaseSituation.Running::sha256))
                .filter(known -> !known.equals(offered))
                .map(known -> Refusal.of(RefusalCode.EQUIVOCATION, "release", id)
                        .and("expected", known)
                        .and("found", offered));
    }

    /** The floor holds always, whatever the vendor allows. */
    private static Optional<Refusal> floor(UpdateTerms terms, ReleaseSituation situation) {
        return below(terms, situation.minimumFloor(), "minimumVersion");
    }

    /** Below the highest committed version only with {@code allowDowngrade}, and only by a later file than the one in force. */
    private static Optional<Refusal> downgrade(UpdateTerms terms, ReleaseSituation situation) {
        return below(terms, situation.highestCommitted(), "highestCommitted")
                .filter(refusal -> !terms.allowDowngrade() || !isLaterThanRunning(terms, situation))
                .map(refusal -> terms.allowDowngrade() ? refusal.and("issuedAt", terms.issuedAt()) : refusal);
    }

    private static boolean isLaterThanRunning(UpdateTerms terms, ReleaseSituation situation) {
        return situation
                .running()
                .map(running -> terms.issuedAt().isAfter(running.issuedAt()))
                .orElse(true);
    }

    private static Optional<Refusal> below(UpdateTerms terms, Optional<SemVer> limit, String fact) {
        SemVer offered = terms.app().version();
        return limit.filter(least -> offered.compareTo(least) < 0)
                .map(least ->
                        Refusal.of(RefusalCode.DOWNGRADE, "version", offered).and(fact, least));
    }

    /** Lifted by an update issued later that names the same digest (BEHAVIOUR 4). */
    private static Optional<Refusal> quarantined(UpdateTerms terms, ReleaseSituation situation) {
        return Optional.ofNullable(situation.quarantined().get(terms.app().sha256()))
                .filter(since -> !terms.issuedAt().isAfter(since))
                .map(since -> Refusal.of(
                                RefusalCode.QUARANTINED, "sha256", terms.app().sha256())
                        .and("quarantinedIssuedAt", since)
                        .and("issuedAt", terms.issuedAt()));
    }

    private static Optional<Refusal> refuseUnless(boolean holds, Refusal refusal) {
        return holds ? Optional.empty() : Optional.of(refusal);
    }
}
