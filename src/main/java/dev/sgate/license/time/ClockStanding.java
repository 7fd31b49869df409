package dev.sgate.license.time;

import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How the clock stands, judged by the policy of one bundle. All times in whole seconds.
 *
 * @param clock as it is read; may be wrong
 * @param mark below which it is not believed
 * @param trusted the time that limits are judged by, also while the clock is distrusted
 * @param behindSeconds how far the clock is behind the mark; 0 where it is not
 * @param steppedBackSeconds the sum of tolerated steps back since the last bundle
 * @param toleranceSeconds of the policy: neither of the two may be more
 * @param uptime whether the policy has {@code "clock": "uptime"}: time goes on from the mark, and nothing is distrusted
 */
public record ClockStanding(
        Instant clock,
        Instant mark,
        Instant trusted,
        long behindSeconds,
        long steppedBackSeconds,
        long toleranceSeconds,
        boolean uptime) {
    /** Equal is still trusted. A clock that is not behind is right, whatever it did before. */
    public boolean isTrusted() {
        boolean tolerated = behindSeconds <= toleranceSeconds && steppedBackSeconds <= toleranceSeconds;
        return uptime || behindSeconds == 0 || tolerated;
    }

    /** {@code clock-rollback} with {@code clock}, {@code mark}, {@code behind}, {@code steppedBack} and {@code toleranceSeconds}. */
    public Optional<Refusal> refusal() {
        return isTrusted()
                ? Optional.empty()
                : Optional.of(Refusal.of(RefusalCode.CLOCK_ROLLBACK, "clock", Payloads.time(clock))
                        .and("mark", Payloads.time(mark))
                        .and("behind", behindSeconds)
                        .and("steppedBack", steppedBackSeconds)
                        .and("toleranceSeconds", toleranceSeconds));
    }

    /** The trusted time, or why the clock is not believed. */
    public Verdict<Instant> verdict() {
        return refusal().map(Verdict::<Instant>refused).orElseGet(() -> Verdict.accepted(trusted));
    }

    /** {@code right}, {@code tolerated} where it is behind and believed, else {@code distrusted}. */
    public String word() {
        return !isTrusted() ? "distrusted" : behindSeconds == 0 ? "right" : "tolerated";
    }

    /** For {@code sgate status --json}; the shape is {@code status.schema.json}. */
    public Map<String, Object> toJson() {
        return Payloads.members(
                "state", word(),
                "clock", clock,
                "mark", mark,
                "trusted", trusted,
                "behindSeconds", behindSeconds,
                "steppedBackSeconds", steppedBackSeconds,
                "toleranceSeconds", toleranceSeconds);
    }
}
