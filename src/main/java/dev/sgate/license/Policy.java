package dev.sgate.license;

import dev.sgate.seal.Fields;
import dev.sgate.seal.Limits;
import dev.sgate.seal.Payloads;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the vendor wants limits to be applied; every member of {@code policy} is optional and has a default (FORMATS,
 * {@code .sglic}).
 *
 * @param warnDays days before {@code validUntil} at which the state becomes {@code expiring}
 * @param crlMaxAgeDays days after which a revocation list is stale
 * @param rotationHours hours a site runs on after its signing key was revoked
 * @param clockToleranceSeconds how far the clock may stand behind the mark
 * @param uptimeClock true for boxes without a battery: trusted time goes on from the mark instead of being distrusted
 * @param graceHours instead of the tier's hours, never past 168 or {@code validUntil}
 * @param fallback whether {@code fallback} leases are given after expiry
 * @param confirmByPerson true where a person must confirm the activation
 * @param maxOfflineDays days since the last contact after which a lease no longer counts
 */
public record Policy(
        long warnDays,
        long crlMaxAgeDays,
        long rotationHours,
        long clockToleranceSeconds,
        boolean uptimeClock,
        Optional<Long> graceHours,
        boolean fallback,
        boolean confirmByPerson,
        long maxOfflineDays) {
    /** What holds where the vendor said nothing. */
    public static final Policy DEFAULT = new Policy(7, 14, 72, 3600, false, Optional.empty(), false, false, 15);

    /** Longer than this counts as this: the numbers of the wire reach further than a calendar does. */
    private static final Duration LONGEST = Duration.ofDays(36_525);

    /** The same, with a person who must confirm the activation. */
    public Policy confirmedByPerson() {
        return new Policy(
                warnDays,
                crlMaxAgeDays,
                rotationHours,
                clockToleranceSeconds,
                uptimeClock,
                graceHours,
                fallback,
                true,
                maxOfflineDays);
    }

    /** {@code warnDays} as a time. */
    public Duration warnTime() {
        return bounded(warnDays, Duration.ofDays(1));
    }

    /** {@code crlMaxAgeDays} as a time. */
    public Duration crlMaxAge() {
        return bounded(crlMaxAgeDays, Duration.ofDays(1));
    }

    /** {@code rotationHours} as a time. */
    public Duration rotationTime() {
        return bounded(rotationHours, Duration.ofHours(1));
    }

    /** {@code clockToleranceSeconds} as a time. */
    public Duration clockTolerance() {
        return bounded(clockToleranceSeconds, Duration.ofSeconds(1));
    }

    /** {@code maxOfflineDays} as a time. */
    public Duration maxOfflineTime() {
        return bounded(maxOfflineDays, Duration.ofDays(1));
    }

    private static Duration bounded(long count, Duration unit) {
        return count > LONGEST.dividedBy(unit) ? LONGEST : unit.multipliedBy(count);
    }

    static Policy read(Fields policy) {
        return new Policy(
                number(policy, "warnDays", DEFAULT.warnDays),
                number(policy, "crlMaxAgeDays", DEFAULT.crlMaxAgeDays),
                number(policy, "rotationHours", DEFAULT.rotationHours),
                number(policy, "clockToleranceSeconds", DEFAULT.clockToleranceSeconds),
                flag(policy, "clock", "strict", "uptime"),
                policy.findInteger("graceHours", 0, Limits.INTEGER_MAX),
                policy.findBoolean("fallback").orElse(DEFAULT.fallback),
                flag(policy, "confirm", "auto", "manual"),
                number(policy, "maxOfflineDays", DEFAULT.maxOfflineDays));
    }

    private static long number(Fields policy, String name, long otherwise) {
        return policy.findInteger(name, 0, Limits.INTEGER_MAX).orElse(otherwise);
    }

    private static boolean flag(Fields policy, String name, String off, String on) {
        Function<String, Optional<Boolean>> word =
                text -> text.equals(on) ? Optional.of(true) : text.equals(off) ? Optional.of(false) : Optional.empty();
        return policy.has(name) && policy.getChoice(name, word);
    }

    Map<String, Object> toPayload() {
        return Payloads.members(
                "warnDays", warnDays,
                "crlMaxAgeDays", crlMaxAgeDays,
                "rotationHours", rotationHours,
                "clockToleranceSeconds", clockToleranceSeconds,
                "clock", uptimeClock ? "uptime" : "strict",
                "graceHours", graceHours,
                "fallback", fallback,
                "confirm", confirmByPerson ? "manual" : "auto",
                "maxOfflineDays", maxOfflineDays);
    }
}
