package dev.sgate.license.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.license.Policy;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClockRulesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private TimeState state = TimeState.NOTHING;
    private Instant wall = NOON;
    private int boot = 1;
    private Duration sinceBoot = Duration.ofMinutes(1);

    private static Policy policy(long toleranceSeconds, boolean uptime) {
        return new Policy(7, 14, 72, toleranceSeconds, uptime, Optional.empty(), false, false, 15);
    }

    private ClockReading reading() {
        return new ClockReading(wall, "b-" + boot, sinceBoot);
    }

    private void observe() {
        state = ClockRules.observe(state, reading());
    }

    private void run(Duration time) {
        wall = wall.plus(time);
        sinceBoot = sinceBoot.plus(time);
        observe();
    }

    private void set(Instant to) {
        wall = to;
        observe();
    }

    private void restart(Instant to) {
        boot++;
        sinceBoot = Duration.ofMinutes(1);
        set(to);
    }

    private void accept(Instant issuedAt) {
        state = ClockRules.accept(state, reading(), issuedAt, Policy.DEFAULT);
    }

    private ClockStanding standing(Policy policy) {
        return ClockRules.judge(state, reading(), policy);
    }

    private ClockStanding standing() {
        return standing(Policy.DEFAULT);
    }

    private Instant now() {
        return ClockRules.now(state, reading());
    }

    @Test
    void theToleranceIncludesItsLastSecond() {
        observe();
        set(NOON.minus(HOUR));
        assertThat(standing().verdict()).isEqualTo(Verdict.accepted(NOON));
        assertThat(standing().word()).isEqualTo("tolerated");

        set(NOON.minus(HOUR).minusSeconds(1));
        assertThat(standing().refusal().orElseThrow().code()).isEqualTo(RefusalCode.CLOCK_ROLLBACK);
        assertThat(standing().refusal().orElseThrow().evidence().oneLine())
                .isEqualTo("clock=2026-03-01T10:59:59Z mark=2026-03-01T12:00:00Z behind=3601 steppedBack=3600"
                        + " toleranceSeconds=3600");
    }

    @Test
    void noToleranceAtAllIsAllowed() {
        observe();
        set(NOON.minusSeconds(1));
        assertThat(standing(policy(0, false)).isTrusted()).isFalse();

        run(Duration.ofSeconds(1));
        assertThat(standing(policy(0, false)).isTrusted()).isTrue();
    }

    /** BEHAVIOUR 1: stepping back an hour every hour gains one hour, once. */
    @Test
    void steppingBackAnHourEveryHourGainsOneHourOnce() {
        observe();
        run(HOUR);
        set(NOON);
        assertThat(standing().isTrusted()).isTrue();

        for (int hour = 2; hour < 30; hour++) {
            run(HOUR);
            set(NOON);
            assertThat(standing().isTrusted()).isFalse();
            assertThat(now()).isEqualTo(NOON.plus(HOUR.multipliedBy(hour)));
        }
    }

    @Test
    void steppingBackAnHourAtEachRestartGainsOneHourOnce() {
        observe();
        run(HOUR);
        restart(NOON);
        assertThat(standing().isTrusted()).isTrue();

        for (int hour = 2; hour < 30; hour++) {
            run(HOUR);
            restart(NOON);
            assertThat(standing().isTrusted()).isFalse();
            assertThat(now()).isEqualTo(NOON.plus(HOUR.multipliedBy(hour)));
        }
    }

    @Test
    void aStepThatIsNotToleratedCountsForWhatRemainsOfIt() {
        observe();
        for (int round = 0; round < 2; round++) {
            set(wall.minus(HOUR.multipliedBy(3)));
            assertThat(standing().isTrusted()).isFalse();
            set(wall.plus(HOUR.multipliedBy(2)));
            assertThat(standing().isTrusted()).isEqualTo(round == 0);
            run(HOUR);
        }
    }

    @Test
    void aRightClockHealsADeadBattery() {
        observe();
        restart(Instant.EPOCH);
        run(HOUR);
        assertThat(standing().isTrusted()).isFalse();
        assertThat(now()).isEqualTo(NOON.plus(HOUR));

        set(NOON.plus(DAY));
        assertThat(standing().word()).isEqualTo("right");
        assertThat(standing().steppedBackSeconds()).isZero();
        assertThat(now()).isEqualTo(NOON.plus(DAY));
    }

    @Test
    void aNewerBundleHealsAClockThatWasOnceFarAhead() {
        set(Instant.parse("2151-01-01T00:00:00Z"));
        set(NOON);
        assertThat(standing().isTrusted()).isFalse();

        accept(NOON.minus(DAY));
        assertThat(standing().word()).isEqualTo("right");
        assertThat(now()).isEqualTo(NOON);
    }

    @Test
    void aNewerBundleLendsItsTimeToAClockThatIsBehind() {
        observe();
        restart(Instant.EPOCH);
        accept(NOON.plus(DAY));
        run(HOUR);
        assertThat(standing().word()).isEqualTo("right");
        assertThat(now()).isEqualTo(NOON.plus(DAY).plus(HOUR));
        assertThat(standing().clock()).isEqualTo(now());

        set(NOON.plus(DAY.multipliedBy(2)));
        assertThat(now()).isEqualTo(NOON.plus(DAY.multipliedBy(2)));
        assertThat(state.addedSeconds()).isZero();
    }

    @Test
    void aBundleThatIsNotNewerGivesNothingBack() {
        accept(NOON);
        run(DAY);
        TimeState before = state;
        accept(NOON);
        accept(NOON.minus(DAY));

        assertThat(state).isEqualTo(before);
        assertThat(ClockRules.reanchors(state, NOON)).isFalse();
    }

    @Test
    void aBundleFromADeskWhoseClockIsAheadIsNoRollback() {
        observe();
        accept(NOON.plus(HOUR.multipliedBy(2)));
        run(HOUR);

        assertThat(standing(policy(0, false)).isTrusted()).isTrue();
        assertThat(now()).isEqualTo(NOON.plus(HOUR.multipliedBy(3)));
    }

    @Test
    void byUptimeTimeGoesOnFromTheMarkAndNothingIsDistrusted() {
        observe();
        restart(Instant.EPOCH);
        run(DAY);
        restart(Instant.EPOCH);
        run(DAY);

        assertThat(standing(policy(3600, true)).verdict()).isEqualTo(Verdict.accepted(NOON.plus(DAY.multipliedBy(2))));
        assertThat(standing().isTrusted()).isFalse();
    }

    @Test
    void aWiderToleranceOfABundleIsCountedToo() {
        state = ClockRules.accept(state, reading(), NOON, policy(7200, false));
        run(HOUR.multipliedBy(3));
        set(wall.minus(HOUR.multipliedBy(2)));
        assertThat(standing(policy(7200, false)).isTrusted()).isTrue();

        run(HOUR);
        set(wall.minusSeconds(1));
        assertThat(standing(policy(7200, false)).isTrusted()).isFalse();
    }

    @Test
    void ofTwoCopiesTheOneWithTheNewerBundleCounts() {
        set(Instant.parse("2151-01-01T00:00:00Z"));
        TimeState old = state;
        wall = NOON;
        accept(NOON);

        assertThat(old.merge(state).mark()).isEqualTo(NOON);
        assertThat(state.merge(old).mark()).isEqualTo(NOON);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        accept(NOON.plus(DAY));
        run(HOUR.plusMillis(7));
        set(wall.minusSeconds(60));

        assertThat(TimeText.read(TimeText.write(state))).contains(state);
        assertThat(TimeText.read(TimeText.write(TimeState.NOTHING))).contains(TimeState.NOTHING);
        for (String wrong : new String[] {
            "",
            "mark 2026",
            TimeText.write(state).replace("added-seconds ", "x "),
            TimeText.write(state).replace("stepped-back-seconds ", "stepped-back-seconds -")
        }) {
            assertThat(TimeText.read(wrong)).isEmpty();
        }
    }
}
