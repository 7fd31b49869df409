package dev.sgate.license.lease;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Keylight's six checks of a stored lease (K22 to K27) and the cap on the time offline (K13, K15), in this order: signature, key id,
 * license, device, clock, time. The first that does not hold decides; the evidence names it as {@code check}.
 */
public final class LeaseCheck {
    /** A clock that is further back than this since it was last seen makes a lease invalid (K26). */
    public static final Duration CLOCK_TOLERANCE = Duration.ofHours(1);

    private static final List<BiFunction<LeaseTerms, LeaseSituation, Optional<Refusal>>> BELONGS =
            List.of(LeaseCheck::license, LeaseCheck::device, LeaseCheck::clock);

    private static final List<BiFunction<LeaseTerms, LeaseSituation, Optional<Refusal>>> IN_TIME =
            List.of(LeaseCheck::status, LeaseCheck::expiry, LeaseCheck::offline);

    private LeaseCheck() {}

    /** All six checks and the cap. */
    public static LeaseFinding judge(StoredLease lease, LeaseKeyset trusted, LeaseSituation situation) {
        return switch (lease.verify(trusted)) {
            case Verdict.Refused<Lease>(Refusal refusal) -> new LeaseFinding.Invalid(refusal.and("check", "signature"));
            case Verdict.Accepted<Lease>(Lease verified) -> judge(verified, situation);
        };
    }

    /** The checks that are left once the signature holds. */
    public static LeaseFinding judge(Lease lease, LeaseSituation situation) {
        return first(BELONGS, lease, situation)
                .<LeaseFinding>map(LeaseFinding.Invalid::new)
                .or(() -> first(IN_TIME, lease, situation).map(LeaseFinding.Expired::new))
                .orElseGet(() -> new LeaseFinding.Licensed(lease));
    }

    private static Optional<Refusal> first(
            List<BiFunction<LeaseTerms, LeaseSituation, Optional<Refusal>>> checks,
            Lease lease,
            LeaseSituation situation) {
        return checks.stream()
                .flatMap(check -> check.apply(lease.terms(), situation).stream())
                .findFirst();
    }

    private static Optional<Refusal> license(LeaseTerms lease, LeaseSituation situation) {
        return refuseUnless(
                lease.licenseKeyHash().equals(situation.licenseKeyHash()),
                Refusal.of(RefusalCode.UNLICENSED, "check", "licenseKeyHash")
                        .and("expected", situation.licenseKeyHash())
                        .and("found", lease.licenseKeyHash()));
    }

    private static Optional<Refusal> device(LeaseTerms lease, LeaseSituation situation) {
        return refuseUnless(
                lease.instanceId().equals(situation.instanceId()),
                Refusal.of(RefusalCode.WRONG_APPLIANCE, "check", "instanceId")
                        .and("expected", situation.instanceId())
                        .and("found", lease.instanceId()));
    }

    private static Optional<Refusal> clock(LeaseTerms lease, LeaseSituation situation) {
        Instant earliest = situation.lastSeen().minus(CLOCK_TOLERANCE);
        return refuseUnless(
                !situation.now().isBefore(earliest),
                Refusal.of(RefusalCode.CLOCK_ROLLBACK, "check", "clock")
                        .and("now", situation.now())
                        .and("lastSeen", situation.lastSeen()));
    }

    private static Optional<Refusal> status(LeaseTerms lease, LeaseSituation situation) {
        return refuseUnless(
                lease.status() != LeaseStatus.EXPIRED,
                expired("status", situation.now()).and("expiresAt", lease.expiresAt()));
    }

    private static Optional<Refusal> expiry(LeaseTerms lease, LeaseSituation situation) {
        return refuseUnless(
                LeaseRules.isCurrent(lease, situation.now()),
                expired("expiresAt", situation.now()).and("expiresAt", lease.expiresAt()));
    }

    /** No record of a contact fails closed, as in the SDKs. */
    private static Optional<Refusal> offline(LeaseTerms lease, LeaseSituation situation) {
        return situation
                .maxOffline()
                .filter(cap -> situation
                        .lastValidatedOnline()
                        .map(contact -> situation.now().isAfter(contact.plus(cap)))
                        .orElse(true))
                .map(cap -> expired("maxOfflineDays", situation.now())
                        .and("maxOfflineDays", cap.toDays())
                        .and(
                                "lastValidatedOnline",
                                situation
                                        .lastValidatedOnline()
                                        .map(Instant::toString)
                                        .orElse("never")));
    }

    private static Refusal expired(String check, Instant now) {
        return Refusal.of(RefusalCode.EXPIRED, "check", check).and("now", now);
    }

    private static Optional<Refusal> refuseUnless(boolean holds, Refusal refusal) {
        return holds ? Optional.empty() : Optional.of(refusal);
    }
}
