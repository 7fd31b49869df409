package dev.sgate.vendor.mint;

import static dev.sgate.vendor.mint.Situations.EXPIRY;
import static dev.sgate.vendor.mint.Situations.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.vendor.ledger.Plan;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MintRulesTest {
    private static final Instant NEXT_MONTH = Instant.parse("2026-04-01T12:00:00Z");
    private static final long NO_UPDATE = 0;

    private static Optional<DeclineReason> judge(long pool, Instant end, MintSituation situation) {
        return MintRules.judge(new MintWish(pool, end, NO_UPDATE), situation).map(Decline::reason);
    }

    private static Optional<DeclineReason> judge(MintSituation situation) {
        return judge(5, NEXT_MONTH, situation);
    }

    @Test
    void aLicenseInGoodOrderGetsItsBundle() {
        assertThat(judge(Situations.good())).isEmpty();
    }

    @Test
    void theStarterPlanHasNoOffline() {
        assertThat(judge(Situations.with(Plan.STARTER, true, false, false, EXPIRY, 50, 0, 0)))
                .contains(DeclineReason.PLAN_WITHOUT_OFFLINE);
        assertThat(judge(Situations.with(Plan.PROFESSIONAL, true, false, false, EXPIRY, 50, 0, 0)))
                .isEmpty();
        assertThat(judge(Situations.with(Plan.ENTERPRISE, true, false, false, EXPIRY, 50, 0, 0)))
                .isEmpty();
    }

    @Test
    void whereTheFlagIsOffTheAnswerNamesSupport() {
        MintSituation off = Situations.with(Plan.PROFESSIONAL, false, false, false, EXPIRY, 50, 0, 0);

        assertThat(judge(off)).contains(DeclineReason.OFFLINE_NOT_ENABLED);
        assertThat(MintRules.export(off).orElseThrow().sentence()).contains("contact support");
    }

    @Test
    void aSuspendedTenantGetsNone() {
        assertThat(judge(Situations.with(Plan.PROFESSIONAL, true, true, false, EXPIRY, 50, 0, 0)))
                .contains(DeclineReason.TENANT_SUSPENDED);
    }

    @Test
    void aRevokedKeyGetsNone() {
        assertThat(judge(Situations.with(Plan.PROFESSIONAL, true, false, true, EXPIRY, 50, 0, 0)))
                .contains(DeclineReason.KEY_REVOKED);
    }

    @ParameterizedTest
    @CsvSource({"0,false", "1,true", "50,true", "51,false"})
    void aPoolHasOneToAsManySeatsAsWereSold(long pool, boolean allowed) {
        MintSituation free = Situations.with(Plan.PROFESSIONAL, true, false, false, EXPIRY, 50, 0, 0);

        assertThat(judge(pool, NEXT_MONTH, free).isEmpty()).isEqualTo(allowed);
        if (!allowed) {
            assertThat(judge(pool, NEXT_MONTH, free)).contains(DeclineReason.POOL_OUT_OF_RANGE);
        }
    }

    @Test
    void onlineAndOfflineTogetherStayUnderTheCap() {
        assertThat(judge(20, NEXT_MONTH, Situations.good())).isEmpty();
        assertThat(judge(21, NEXT_MONTH, Situations.good())).contains(DeclineReason.OVER_THE_CAP);
        assertThat(MintRules.pool(21, Situations.good()).orElseThrow().sentence())
                .contains("of 50", "10 are in use online", "20 are at other sites");
    }

    @Test
    void whereNothingIsFreeTheRemedyIsNotANumber() {
        MintSituation full = Situations.with(Plan.PROFESSIONAL, true, false, false, EXPIRY, 50, 40, 20);

        assertThat(full.freeSeats()).isZero();
        assertThat(MintRules.pool(1, full).orElseThrow().remedy()).startsWith("none is free");
    }

    @Test
    void noBundleOutlivesItsLicense() {
        assertThat(judge(5, EXPIRY, Situations.good()))
                .as("equal is still valid")
                .isEmpty();
        Decline late =
                MintRules.validUntil(EXPIRY.plusSeconds(1), Situations.good()).orElseThrow();
        assertThat(late.reason()).isEqualTo(DeclineReason.DATE_EXCEEDS_EXPIRY);
        assertThat(late.sentence()).isEqualTo("Date exceeds license expiry");
        assertThat(late.remedy()).contains("2026-06-30T23:59:59Z", "renew");
    }

    @Test
    void aBundleIsNotOverBeforeItIsMade() {
        assertThat(judge(5, NOW, Situations.good())).contains(DeclineReason.DATE_IN_THE_PAST);
        assertThat(judge(5, NOW.plusSeconds(1), Situations.good())).isEmpty();
        assertThat(judge(Situations.with(Plan.PROFESSIONAL, true, false, false, NOW.minusSeconds(1), 50, 0, 0)))
                .contains(DeclineReason.LICENSE_EXPIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Press", "press.x", "pre ss", "größe", "press\n"})
    void aProductHasANameThatClientsCanAskFor(String name) {
        assertThat(judge(Situations.ofProduct(name))).contains(DeclineReason.PRODUCT_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"press", "press-2", "press_2", "0"})
    void goodNames(String name) {
        assertThat(judge(Situations.ofProduct(name))).isEmpty();
    }

    @Test
    void aFileFitsOnFat32() {
        assertThat(MintRules.size(100_000_000)).isEmpty();
        assertThat(MintRules.size(1L << 32)).map(Decline::reason).contains(DeclineReason.FILE_TOO_LARGE);
        assertThat(MintRules.judge(new MintWish(5, NEXT_MONTH, 1L << 32), Situations.good()))
                .map(Decline::reason)
                .contains(DeclineReason.FILE_TOO_LARGE);
    }

    @Test
    void eachReasonHasItsWord() {
        Set<DeclineReason> all = EnumSet.allOf(DeclineReason.class);

        assertThat(all).extracting(DeclineReason::word).doesNotHaveDuplicates().contains("date-exceeds-expiry");
        assertThat(Arrays.stream(DeclineReason.values()).map(DeclineReason::word))
                .allMatch(word -> word.matches("[a-z]+(-[a-z]+)*"));
    }
}
