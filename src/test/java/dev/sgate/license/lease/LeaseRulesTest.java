package dev.sgate.license.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.license.LicenseTerms;
import dev.sgate.vectors.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseRulesTest {
    private static final Instant NOW = Instant.parse(Samples.NOW);
    private static final Instant VALID_UNTIL = Instant.parse(Samples.VALID_UNTIL);

    private static Consumer<Map<String, Object>> tier(String tier) {
        return license -> license.put("tier", tier);
    }

    private static Consumer<Map<String, Object>> grace(long hours) {
        return license -> license.put("policy", Samples.members("graceHours", hours));
    }

    private static Duration life(Consumer<Map<String, Object>> change, LeaseStatus status) {
        return Duration.between(NOW, LeaseRules.expiresAt(Leases.license(change), status, NOW));
    }

    @ParameterizedTest
    @CsvSource({"free, 24", "pro, 72", "team, 48", "enterprise, 168", "PRO, 72", "Enterprise, 168", "gold, 24"})
    void theTierSetsTheHours(String tier, long hours) {
        assertThat(life(tier(tier), LeaseStatus.ACTIVE)).hasHours(hours);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "167, 167", "168, 168", "169, 168", "9007199254740991, 168"})
    void graceHoursReplaceTheTiersButNeverPassAWeek(long grace, long hours) {
        assertThat(life(grace(grace), LeaseStatus.ACTIVE)).hasHours(hours);
    }

    @Test
    void anActiveLeaseNeverOutlivesTheLicense() {
        LicenseTerms license = Leases.license(grace(168));
        Instant late = VALID_UNTIL.minus(Duration.ofHours(5));

        assertThat(LeaseRules.expiresAt(license, LeaseStatus.ACTIVE, late)).isEqualTo(VALID_UNTIL);
        assertThat(LeaseRules.expiresAt(license, LeaseStatus.ACTIVE, VALID_UNTIL.minus(Duration.ofDays(7))))
                .isEqualTo(VALID_UNTIL);
    }

    @Test
    void aFallbackLeaseLeavesTheEndOut() {
        LicenseTerms license = Leases.license(tier("pro"));
        Instant after = VALID_UNTIL.plus(Duration.ofDays(3));

        assertThat(LeaseRules.expiresAt(license, LeaseStatus.FALLBACK, after))
                .isEqualTo(after.plus(Duration.ofDays(3)));
    }

    @Test
    void anExpiredLeaseEndsAtTheLicensesEnd() {
        LicenseTerms license = Leases.license(tier("pro"));

        assertThat(LeaseRules.expiresAt(license, LeaseStatus.EXPIRED, VALID_UNTIL.plus(Duration.ofDays(3))))
                .isEqualTo(VALID_UNTIL);
    }

    @Test
    void theLastSecondStillCountsAndThePolicyDecidesOnFallback() {
        LicenseTerms strict = Leases.license(Samples.AS_IT_IS);
        LicenseTerms kind = Leases.license(license -> license.put("policy", Samples.members("fallback", true)));
        Instant after = VALID_UNTIL.plusSeconds(1);

        assertThat(LeaseRules.statusAt(strict, VALID_UNTIL)).isEqualTo(LeaseStatus.ACTIVE);
        assertThat(LeaseRules.statusAt(kind, VALID_UNTIL)).isEqualTo(LeaseStatus.ACTIVE);
        assertThat(LeaseRules.statusAt(strict, after)).isEqualTo(LeaseStatus.EXPIRED);
        assertThat(LeaseRules.statusAt(kind, after)).isEqualTo(LeaseStatus.FALLBACK);
    }

    @Test
    void onlyAnActiveLeaseHasEntitlements() {
        LicenseTerms license = Leases.license(Samples.AS_IT_IS);

        LeaseTerms active =
                LeaseRules.terms(license, Leases.KID, Leases.INSTANCE, LeaseStatus.ACTIVE, NOW.plusMillis(999));
        assertThat(active.entitlements()).containsExactly("base", "reports");
        assertThat(active.issuedAt()).isEqualTo(NOW);
        assertThat(active.licenseKeyHash()).isEqualTo(license.licenseKeyHash());
        for (LeaseStatus status : new LeaseStatus[] {LeaseStatus.FALLBACK, LeaseStatus.EXPIRED}) {
            assertThat(LeaseRules.terms(license, Leases.KID, Leases.INSTANCE, status, NOW)
                            .entitlements())
                    .isEmpty();
        }
    }

    /** Case 5: expiresAt + 300 is current, + 301 is not. */
    @Test
    void clientsAllowThreeHundredSeconds() {
        LeaseTerms lease = Leases.terms(LeaseStatus.ACTIVE);

        assertThat(LeaseRules.isCurrent(lease, lease.expiresAt().plusSeconds(300)))
                .isTrue();
        assertThat(LeaseRules.isCurrent(lease, lease.expiresAt().plusSeconds(301)))
                .isFalse();
    }

    /** K17 */
    @Test
    void aLeaseIsRenewedInItsLastDay() {
        LeaseTerms lease = Leases.terms(LeaseStatus.ACTIVE);
        Instant dayBefore = lease.expiresAt().minus(Duration.ofDays(1));

        assertThat(LeaseRules.needsRefresh(lease, dayBefore.minusSeconds(1))).isFalse();
        assertThat(LeaseRules.needsRefresh(lease, dayBefore)).isTrue();
        assertThat(LeaseRules.needsRefresh(lease, lease.expiresAt().plusSeconds(1)))
                .isTrue();
    }

    @Test
    void statusWordsAreExact() {
        assertThat(LeaseStatus.find("active")).contains(LeaseStatus.ACTIVE);
        assertThat(LeaseStatus.find("Active")).isEmpty();
    }
}
