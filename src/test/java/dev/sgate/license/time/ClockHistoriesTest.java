package dev.sgate.license.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.license.time.ClockHistory.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** BEHAVIOUR 1 over generated histories: see {@link ClockHistory} for what is claimed. */
class ClockHistoriesTest {
    private static final int HISTORIES = 12_000;
    private static final int STEPS = 24;

    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

    private Optional<String> firstBroken(Supplier<KeptTime> rules) {
        for (long seed = 0; seed < HISTORIES; seed++) {
            Optional<String> broken = new ClockHistory(seed, rules.get(), counts).run(STEPS);
            if (broken.isPresent()) {
                return Optional.of("seed " + seed + ": " + broken.get());
            }
        }
        return Optional.empty();
    }

    @Test
    void noTimeIsGainedBeyondTheBoundsAndNobodyIsLockedOutForGood() {
        Optional<String> broken = firstBroken(KeptTime::new);
        System.out.println(HISTORIES + " clock histories of " + STEPS + " steps: " + counts);

        assertThat(broken).isEmpty();
        assertThat(counts).hasSize(Kind.values().length);
        assertThat(counts.values()).allMatch(count -> count > 5_000);
    }

    @Test
    void aMarkThatIsNotPersistedIsFound() {
        assertThat(firstBroken(KeptTime.NotPersisted::new)).isPresent();
    }

    @Test
    void aToleranceThatBeginsAnewAtEachStepIsFound() {
        assertThat(firstBroken(KeptTime.SumForgotten::new)).get().asString().contains("steps back");
    }

    @Test
    void aMarkThatIsLostWithTheDatabaseIsFound() {
        assertThat(firstBroken(KeptTime.LostWithLedger::new)).isPresent();
    }

    private static Optional<String> firstDifference(
            Supplier<KeptTime> rules, Map<StolenKeyHistory.Kind, Integer> counts) {
        for (long seed = 0; seed < HISTORIES; seed++) {
            Optional<String> difference = new StolenKeyHistory(seed, rules.get(), counts).run(STEPS / 2);
            if (difference.isPresent()) {
                return Optional.of("seed " + seed + ": " + difference.get());
            }
        }
        return Optional.empty();
    }

    /** BEHAVIOUR 4: a stolen key cannot lock a site out by setting a maximum, nor leave it any other time. */
    @Test
    void aRevokedKeyLeavesTheTimeAsIfItHadNeverSigned() {
        Map<StolenKeyHistory.Kind, Integer> kinds = new EnumMap<>(StolenKeyHistory.Kind.class);
        Optional<String> difference = firstDifference(KeptTime::new, kinds);
        System.out.println(HISTORIES + " histories with a stolen key, of " + STEPS + " steps: " + kinds);

        assertThat(difference).isEmpty();
        assertThat(kinds).hasSize(StolenKeyHistory.Kind.values().length);
        assertThat(kinds.values()).allMatch(count -> count > 5_000);
    }

    @Test
    void aMarkThatIsKeptWithoutItsKeysIsFound() {
        assertThat(firstDifference(KeptTime.SignersForgotten::new, new EnumMap<>(StolenKeyHistory.Kind.class)))
                .isPresent();
    }
}
