package dev.sgate.license.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.license.Policy;
import dev.sgate.seal.Kid;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** BEHAVIOUR 4: the mark is kept with the key ids that set it. */
class RememberedTimeTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Set<Kid> HONEST = Set.of(new Kid("license-a"), new Kid("license-b"));
    private static final Set<Kid> STOLEN = Set.of(new Kid("license-2023"));
    /** Which keys are believed. */
    private enum Trust implements Predicate<Set<Kid>> {
        ALL,
        NOT_STOLEN,
        NONE;

        @Override
        public boolean test(Set<Kid> signers) {
            return this == ALL || (this == NOT_STOLEN && !signers.equals(STOLEN));
        }
    }

    private Instant wall = NOON;
    private RememberedTime time = RememberedTime.NOTHING;

    private ClockReading reading() {
        return ClockReading.ofWall(wall);
    }

    private void accept(Set<Kid> signers, Instant issuedAt) {
        time = time.accept(reading(), issuedAt, Policy.DEFAULT, signers).observe(reading());
    }

    private Instant now(Predicate<Set<Kid>> believed) {
        return ClockRules.now(time.by(believed), reading());
    }

    @Test
    void theMarkFallsBackWithTheKeyThatRaisedIt() {
        accept(HONEST, NOON.minus(DAY));
        accept(STOLEN, NOON.plus(DAY.multipliedBy(300)));
        assertThat(now(Trust.ALL)).isEqualTo(NOON.plus(DAY.multipliedBy(300)));

        assertThat(now(Trust.NOT_STOLEN)).isEqualTo(NOON);
        wall = NOON.plusSeconds(60);
        time = time.observe(reading());
        assertThat(now(Trust.NOT_STOLEN)).isEqualTo(wall);
        assertThat(ClockRules.judge(time.by(Trust.NOT_STOLEN), reading(), Policy.DEFAULT)
                        .word())
                .isEqualTo("right");
    }

    @Test
    void whatAStolenKeyGaveBackIsTakenAgain() {
        accept(HONEST, NOON);
        wall = NOON.plus(DAY.multipliedBy(30));
        time = time.observe(reading());
        wall = NOON.plusSeconds(2);
        accept(STOLEN, NOON.plusSeconds(1));
        assertThat(now(Trust.ALL)).isEqualTo(wall);

        assertThat(now(Trust.NOT_STOLEN)).isEqualTo(NOON.plus(DAY.multipliedBy(30)));
        assertThat(ClockRules.judge(time.by(Trust.NOT_STOLEN), reading(), Policy.DEFAULT)
                        .isTrusted())
                .isFalse();
    }

    @Test
    void anOlderBundleOfAnotherKeyLeavesTheTimeAndCountsOnceItIsAlone() {
        accept(STOLEN, NOON.plus(DAY.multipliedBy(2)));
        accept(HONEST, NOON.plus(DAY));
        assertThat(now(Trust.ALL)).isEqualTo(NOON.plus(DAY.multipliedBy(2)));

        assertThat(now(Trust.NOT_STOLEN)).isEqualTo(NOON.plus(DAY));
    }

    /** A box without a battery keeps its time for the hours that a revoked key leaves it. */
    @Test
    void whereNoKeyIsBelievedTheTimeStays() {
        wall = Instant.EPOCH.plusSeconds(60);
        accept(STOLEN, NOON);
        assertThat(now(Trust.NOT_STOLEN)).isEqualTo(NOON);
        accept(HONEST, NOON.minus(DAY));
        assertThat(now(Trust.NOT_STOLEN)).isEqualTo(NOON.minus(DAY));
        assertThat(now(Trust.NONE)).isEqualTo(NOON);
    }

    /** Rows and files of before keys were kept: nobody can be named who signed them. */
    @Test
    void whatWasKeptWithoutKeysCountsUntilANewerBundle() {
        time = RememberedTime.of(Set.of(), TimeState.issued(NOON.plus(DAY)));
        accept(STOLEN, NOON.plus(DAY.multipliedBy(300)));
        assertThat(now(Trust.ALL)).isEqualTo(NOON.plus(DAY.multipliedBy(300)));
        assertThat(now(Trust.NOT_STOLEN)).isEqualTo(NOON.plus(DAY));
        assertThat(now(Trust.NONE)).isEqualTo(NOON.plus(DAY));
    }

    @Test
    void aWiderToleranceOfOneIsCountedByAll() {
        accept(HONEST, NOON.minus(DAY));
        Policy wide = new Policy(7, 14, 72, 7200, false, Optional.empty(), false, false, 15);
        time = time.accept(reading(), NOON.minus(DAY.multipliedBy(2)), wide, STOLEN);
        wall = NOON.minus(Duration.ofHours(2));
        time = time.observe(reading());

        assertThat(ClockRules.judge(time.by(Trust.ALL), reading(), wide).steppedBackSeconds())
                .isEqualTo(7200);
    }

    @Test
    void twoCopiesAreMergedKeyByKey() {
        accept(HONEST, NOON.minus(DAY));
        RememberedTime old = time;
        accept(STOLEN, NOON.plus(DAY));

        assertThat(old.merge(time)).isEqualTo(time);
        assertThat(time.merge(old)).isEqualTo(time);
        assertThat(RememberedTime.NOTHING.merge(time)).isEqualTo(time);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(RememberedText.read(RememberedText.write(RememberedTime.NOTHING)))
                .isEmpty();
        time = time.observe(reading());
        assertThat(RememberedText.read(RememberedText.write(time))).contains(time);
        accept(HONEST, NOON);
        accept(STOLEN, NOON.plus(DAY));
        String text = RememberedText.write(time);
        assertThat(text).contains("\nsigners license-2023\nmark ", "\nsigners license-a license-b\nmark ");
        assertThat(RememberedText.read(text)).contains(time);
        for (String wrong : new String[] {
            text + text,
            text.replace("license-a license-b", "license-b license-a"),
            text.replace("license-a license-b", "license-a  license-b"),
            text.replace("signers license-a license-b", "signers "),
            text.replace("signers license-2023\n", ""),
            text.substring(0, text.length() - 1),
            "signers"
        }) {
            assertThat(RememberedText.read(wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    void theTextOfBeforeKeysWereKeptIsRead() {
        TimeState state = TimeState.issued(NOON);
        assertThat(RememberedText.read(TimeText.write(state))).contains(RememberedTime.of(Set.of(), state));
    }
}
