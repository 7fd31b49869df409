package dev.sgate.station;

import dev.sgate.license.LaunchJudgement;
import dev.sgate.license.LicenseState;
import dev.sgate.license.LicenseTerms;
import dev.sgate.seal.Evidence;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** What somebody is told who asks whether an application may run. */
public sealed interface LicenseAnswer {
    /** Licenses for several products are held, and the question named none. */
    record WhichProduct(SortedSet<String> products) implements LicenseAnswer {}

    /**
     * One product was judged.
     *
     * @param product the one asked for, else the only one held; empty where neither is there
     * @param best the license that speaks for it; empty where there is none
     * @param judgement what it allows; {@code unlicensed} where there is none
     * @param cause there exactly for {@code unlicensed}
     * @param now the trusted time it was judged by
     */
    record Checked(
            Optional<String> product,
            Optional<JudgedLicense> best,
            LaunchJudgement judgement,
            Optional<UnlicensedCause> cause,
            Instant now)
            implements LicenseAnswer {
        /** One license that is held, without a look at what else there is; with no trust document it is {@code no-trust-anchor}. */
        public static Checked of(JudgedLicense license, Instant now) {
            Optional<UnlicensedCause> cause = license.state() == LicenseState.UNLICENSED
                    ? Optional.of(UnlicensedCause.NO_TRUST_ANCHOR)
                    : Optional.empty();
            return new Checked(license.product(), Optional.of(license), license.judgement(), cause, now);
        }

        public LicenseState state() {
            return judgement.state();
        }

        public Optional<RefusalCode> code() {
            return judgement.code();
        }

        public Evidence evidence() {
            return judgement.evidence();
        }

        private Optional<LicenseTerms> terms() {
            return judgement.terms();
        }

        /** What is told of it, in this language; the shape is {@code check.schema.json}. */
        public Map<String, Object> toJson(Sentences sentences) {
            return Payloads.members(
                    "state", state().word(),
                    "code", code().map(RefusalCode::word),
                    "cause", cause.map(UnlicensedCause::word),
                    "mayRun", judgement.mayRun(),
                    "product", product,
                    "message", sentences.what(this),
                    "remedy", sentences.whatToDo(this),
                    "licenseId", best.map(license -> license.held().licenseId()),
                    "tier", terms().map(LicenseTerms::tier),
                    "entitlements", terms().map(LicenseTerms::entitlements),
                    "validUntil", terms().map(LicenseTerms::validUntil),
                    "daysLeft", terms().map(this::daysLeft),
                    "evidence", evidence().facts());
        }

        private long daysLeft(LicenseTerms terms) {
            return Math.max(0, Duration.between(now, terms.validUntil()).toDays());
        }
    }
}
