package dev.sgate.license;

import dev.sgate.seal.Evidence;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The checks at every launch, in the order of S37 to S41: signature, clock, expiry, device allowance, revocation. The first that does
 * not hold decides. Only then comes what is merely worth a warning: a stale revocation list or a revoked key first, few days left
 * second. All limits include their last second.
 */
public final class LaunchRules {
    private LaunchRules() {}

    public static LaunchJudgement judge(LaunchSituation situation) {
        return switch (situation.bundle()) {
            case Verdict.Accepted<LicenseBundle>(LicenseBundle bundle) -> believed(bundle.terms(), situation);
            case Verdict.Refused<LicenseBundle>(Refusal refusal) -> unbelieved(refusal, situation);
        };
    }

    private static LaunchJudgement believed(LicenseTerms terms, LaunchSituation situation) {
        return switch (situation.time()) {
            case Verdict.Refused<Instant>(Refusal rollback) ->
                new LaunchJudgement(LicenseState.CLOCK_DISTRUSTED, rollback.evidence(), Optional.of(terms));
            case Verdict.Accepted<Instant>(Instant now) -> inTime(terms, situation, now);
        };
    }

    /** A site whose key was revoked goes on for a while, so that a new bundle can reach it. */
    private static LaunchJudgement unbelieved(Refusal refusal, LaunchSituation situation) {
        if (refusal.code() != RefusalCode.REVOKED_KEY) {
            LicenseState state =
                    refusal.code() == RefusalCode.UNKNOWN_KEY ? LicenseState.UNTRUSTED : LicenseState.TAMPERED;
            return new LaunchJudgement(
                    state, refusal.evidence().and("reason", refusal.code().word()), Optional.empty());
        }
        if (situation.forgiven() instanceof Verdict.Accepted<LicenseBundle>(LicenseBundle bundle)
                && situation.time() instanceof Verdict.Accepted<Instant>(Instant now)
                && isForgiven(bundle.terms(), situation.revokedKeySince().orElse(now), now)) {
            return inTime(bundle.terms(), situation, now);
        }
        return new LaunchJudgement(LicenseState.UNTRUSTED, refusal.evidence(), Optional.empty());
    }

    /**
     * Whether a license goes on whose key was found revoked then: for {@code policy.rotationHours}. A time that lies ahead was noted
     * under a wrong clock, and forgives nothing: it would forgive until then.
     */
    public static boolean isForgiven(LicenseTerms terms, Instant revokedSince, Instant now) {
        return !revokedSince.isAfter(now.plus(PoolRules.AHEAD_AT_MOST))
                && !now.isAfter(revokedSince.plus(terms.policy().rotationTime()));
    }

    private static Instant rotationEnd(LicenseTerms terms, LaunchSituation situation, Instant now) {
        return situation.revokedKeySince().orElse(now).plus(terms.policy().rotationTime());
    }

    private static LaunchJudgement inTime(LicenseTerms terms, LaunchSituation situation, Instant now) {
        Optional<RevocationList> crl = crl(terms, situation);
        if (now.isAfter(terms.validUntil())) {
            return judgement(LicenseState.EXPIRED, validity(terms, now), terms);
        }
        if (situation.seat() instanceof Verdict.Refused<Boolean>(Refusal none)) {
            LicenseState state = none.code() == RefusalCode.NEEDS_CONFIRMATION
                    ? LicenseState.NEEDS_CONFIRMATION
                    : LicenseState.POOL_EXHAUSTED;
            return judgement(state, none.evidence(), terms);
        }
        if (crl.filter(list -> list.revokes(terms.licenseKeyHash())).isPresent()) {
            return judgement(LicenseState.REVOKED, list(crl.get()), terms);
        }
        return degraded(terms, situation, crl, now);
    }

    /** A bundle whose key was revoked goes on for a while; what it says of revoked licenses counts no more (BEHAVIOUR 4). */
    private static Optional<RevocationList> crl(LicenseTerms terms, LaunchSituation situation) {
        return situation.bundle() instanceof Verdict.Refused<LicenseBundle>
                ? situation.newestCrl()
                : Optional.of(LicenseRules.newest(terms.crl(), situation.newestCrl()));
    }

    private static LaunchJudgement degraded(
            LicenseTerms terms, LaunchSituation situation, Optional<RevocationList> crl, Instant now) {
        if (situation.bundle() instanceof Verdict.Refused<LicenseBundle>) {
            Evidence revoked = Evidence.of(
                            "keyRevokedSince", situation.revokedKeySince().orElse(now))
                    .and("runsUntil", rotationEnd(terms, situation, now));
            return judgement(LicenseState.NEEDS_REFRESH, revoked, terms);
        }
        if (crl.filter(list -> isStale(list, terms.policy(), now)).isPresent()) {
            Evidence stale = list(crl.get()).and("maxAgeDays", terms.policy().crlMaxAgeDays());
            return judgement(LicenseState.NEEDS_REFRESH, stale, terms);
        }
        Duration left = Duration.between(now, terms.validUntil());
        boolean soon = left.compareTo(terms.policy().warnTime()) < 0;
        return judgement(soon ? LicenseState.EXPIRING : LicenseState.VALID, validity(terms, now), terms);
    }

    /** Whether this list is older than the policy wants (S45): new activations are then refused with {@code crl-stale}. */
    public static boolean isStale(RevocationList crl, Policy policy, Instant now) {
        return now.isAfter(crl.issuedAt().plus(policy.crlMaxAge()));
    }

    private static Evidence validity(LicenseTerms terms, Instant now) {
        return Evidence.of("validUntil", terms.validUntil())
                .and("now", now)
                .and(
                        "daysLeft",
                        Math.max(0, Duration.between(now, terms.validUntil()).toDays()));
    }

    private static Evidence list(RevocationList crl) {
        return Evidence.of("crlNumber", crl.number()).and("crlIssuedAt", crl.issuedAt());
    }

    private static LaunchJudgement judgement(LicenseState state, Evidence evidence, LicenseTerms terms) {
        return new LaunchJudgement(state, evidence, Optional.of(terms));
    }
}
