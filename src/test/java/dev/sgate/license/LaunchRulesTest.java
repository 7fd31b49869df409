package dev.sgate.license;

import static dev.sgate.vectors.Samples.AS_IT_IS;
import static dev.sgate.vectors.Samples.bundle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.vectors.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LaunchRulesTest {
    private static final Instant MADE = Instant.parse(Samples.MADE);
    private static final Instant VALID_UNTIL = Instant.parse(Samples.VALID_UNTIL);
    private static final Instant FRESH = MADE.plus(Duration.ofDays(1));
    private static final Verdict<Boolean> SEATED = Verdict.accepted(true);
    private static final Verdict<LicenseBundle> REVOKED_KEY = Verdict.refused(Refusal.of(RefusalCode.REVOKED_KEY));

    static Stream<Arguments> states() {
        return Stream.of(
                arguments("all holds", "valid", at(FRESH)),
                arguments("the list's last second", "valid", at(MADE.plus(Duration.ofDays(14)))),
                arguments(
                        "a second older",
                        "needs-refresh",
                        at(MADE.plus(Duration.ofDays(14)).plusSeconds(1))),
                arguments("a week left", "valid", newList(at(VALID_UNTIL.minus(Duration.ofDays(7))))),
                arguments(
                        "a second less",
                        "expiring",
                        newList(at(VALID_UNTIL.minus(Duration.ofDays(7)).plusSeconds(1)))),
                arguments("the last second", "expiring", newList(at(VALID_UNTIL))),
                arguments("a second late", "expired", newList(at(VALID_UNTIL.plusSeconds(1)))),
                arguments("on the newest list", "revoked", revoking(at(FRESH))),
                arguments("no seat", "pool-exhausted", without(RefusalCode.POOL_EXHAUSTED)),
                arguments("not confirmed", "needs-confirmation", without(RefusalCode.NEEDS_CONFIRMATION)),
                arguments("a wrong clock", "clock-distrusted", distrusted()),
                arguments("a changed row", "tampered", unbelieved(RefusalCode.BAD_SIGNATURE)),
                arguments("a row that is no license", "tampered", unbelieved(RefusalCode.MALFORMED)),
                arguments("a key nobody named", "untrusted", unbelieved(RefusalCode.UNKNOWN_KEY)),
                arguments("the key revoked just now", "needs-refresh", revokedKey(FRESH, Optional.empty())),
                arguments("its last second", "needs-refresh", revokedKey(FRESH, ago(Duration.ofDays(3)))),
                arguments(
                        "noted under a clock that was ahead",
                        "untrusted",
                        revokedKey(FRESH, ago(Duration.ofDays(-365)))),
                arguments(
                        "revoked too long ago",
                        "untrusted",
                        revokedKey(FRESH, ago(Duration.ofDays(3).plusSeconds(1)))),
                arguments("expired meanwhile", "expired", revokedKey(VALID_UNTIL.plusSeconds(1), Optional.empty())));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("states")
    void isInThisState(String why, String state, LaunchSituation situation) {
        LaunchJudgement judgement = LaunchRules.judge(situation);
        assertThat(judgement.state().word()).as(why).isEqualTo(state);
        assertThat(judgement.code()).isEqualTo(judgement.state().code());
        assertThat(judgement.evidence().facts()).as("evidence").isNotEmpty();
    }

    @Test
    void aRevokedKeyWhoseLicenseCannotBeReadAnyMoreRunsNothing() {
        LaunchSituation gone = new LaunchSituation(
                REVOKED_KEY,
                Verdict.refused(Refusal.of(RefusalCode.UNKNOWN_KEY)),
                Optional.of(FRESH),
                Verdict.accepted(FRESH),
                SEATED,
                Optional.empty());
        assertThat(LaunchRules.judge(gone).state()).isEqualTo(LicenseState.UNTRUSTED);
    }

    /** Everything is wrong; taking away the first cause shows the next, in the order of S37 to S41. */
    @Test
    void theFirstCheckDecides() {
        Instant late = VALID_UNTIL.plusSeconds(1);
        Verdict<Instant> distrust = Verdict.refused(rollback());
        Verdict<Boolean> none = Verdict.refused(Refusal.of(RefusalCode.POOL_EXHAUSTED, "poolSize", 1));
        Verdict<LicenseBundle> believed = Verdict.accepted(bundle(AS_IT_IS));
        Verdict<LicenseBundle> changed = Verdict.refused(Refusal.of(RefusalCode.BAD_SIGNATURE));
        assertThat(Stream.of(
                                situation(changed, distrust, none),
                                situation(believed, distrust, none),
                                situation(believed, Verdict.accepted(late), none),
                                situation(believed, Verdict.accepted(FRESH), none),
                                situation(believed, Verdict.accepted(FRESH), SEATED))
                        .map(each -> LaunchRules.judge(revoking(each)).state()))
                .containsExactly(
                        LicenseState.TAMPERED,
                        LicenseState.CLOCK_DISTRUSTED,
                        LicenseState.EXPIRED,
                        LicenseState.POOL_EXHAUSTED,
                        LicenseState.REVOKED);
    }

    @Test
    void numbersBeyondTheCalendarAreNoTrap() {
        Consumer<Map<String, Object>> huge = license -> {
            license.put(
                    "policy", Samples.members("crlMaxAgeDays", 9_007_199_254_740_991L, "warnDays", 1_000_000_000_000L));
        };
        LaunchSituation situation = situation(Verdict.accepted(bundle(huge)), Verdict.accepted(FRESH), SEATED);
        assertThat(LaunchRules.judge(situation).state()).isEqualTo(LicenseState.EXPIRING);
    }

    @ParameterizedTest
    @EnumSource(LicenseState.class)
    void aStateHasACodeIfNothingMayRun(LicenseState state) {
        assertThat(state.code().isPresent()).isEqualTo(state.grade() == LicenseState.Grade.REFUSED);
        assertThat(state.word()).matches("[a-z-]+");
    }

    private static LaunchSituation situation(
            Verdict<LicenseBundle> bundle, Verdict<Instant> time, Verdict<Boolean> seat) {
        return new LaunchSituation(bundle, bundle, Optional.empty(), time, seat, Optional.empty());
    }

    private static LaunchSituation at(Instant now) {
        return situation(Verdict.accepted(bundle(AS_IT_IS)), Verdict.accepted(now), SEATED);
    }

    private static LaunchSituation withList(LaunchSituation situation, RevocationList list) {
        return new LaunchSituation(
                situation.bundle(),
                situation.forgiven(),
                situation.revokedKeySince(),
                situation.time(),
                situation.seat(),
                Optional.of(list));
    }

    private static LaunchSituation newList(LaunchSituation situation) {
        return withList(situation, RevocationList.of(99, VALID_UNTIL, List.of()));
    }

    private static LaunchSituation revoking(LaunchSituation situation) {
        return withList(situation, RevocationList.of(99, FRESH, List.of(new Sha256(Samples.LICENSE_KEY_HASH))));
    }

    private static LaunchSituation without(RefusalCode code) {
        return situation(
                Verdict.accepted(bundle(AS_IT_IS)),
                Verdict.accepted(FRESH),
                Verdict.refused(Refusal.of(code, "poolSize", 1)));
    }

    private static LaunchSituation distrusted() {
        return situation(Verdict.accepted(bundle(AS_IT_IS)), Verdict.refused(rollback()), SEATED);
    }

    private static Refusal rollback() {
        return Refusal.of(RefusalCode.CLOCK_ROLLBACK, "behindSeconds", 7200);
    }

    private static LaunchSituation unbelieved(RefusalCode code) {
        return situation(Verdict.refused(Refusal.of(code, "keyids", "k")), Verdict.accepted(FRESH), SEATED);
    }

    private static Optional<Instant> ago(Duration before) {
        return Optional.of(FRESH.minus(before));
    }

    private static LaunchSituation revokedKey(Instant now, Optional<Instant> since) {
        Verdict<LicenseBundle> refused = Verdict.refused(Refusal.of(RefusalCode.REVOKED_KEY, "keyids", "k"));
        return new LaunchSituation(
                refused, Verdict.accepted(bundle(AS_IT_IS)), since, Verdict.accepted(now), SEATED, Optional.empty());
    }
}
