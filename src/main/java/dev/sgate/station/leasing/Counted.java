package dev.sgate.station.leasing;

import dev.sgate.license.LicenseBundle;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Verdict;
import dev.sgate.station.Meter;
import dev.sgate.station.PoolView.Instance;
import dev.sgate.station.StateChange;
import dev.sgate.station.StateChange.SeatTaken;
import dev.sgate.station.leasing.CommitGroup.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Tells the meter of one request, from its coming on: noted while it is decided, and told after its commit. A decision may be made
 * twice, where a commit fails; only that of the commit is told.
 */
final class Counted {
    private final Meter meter;
    private final long begunNanos = System.nanoTime();

    Counted(Meter meter) {
        this.meter = meter;
    }

    /** The same decision; the seat that it takes is counted. */
    Decision seats(Decision decision) {
        return moment -> {
            int before = moment.added().size();
            Supplier<LeaseAnswer> answer = decision.decide(moment);
            List<StateChange> added = moment.added();
            List<String> tiers = added.subList(before, added.size()).stream()
                    .flatMap(change -> change instanceof SeatTaken seat
                            ? Stream.of(tier(moment, seat.licenseId()))
                            : Stream.empty())
                    .toList();
            return () -> {
                Duration took = Duration.ofNanos(System.nanoTime() - begunNanos);
                tiers.forEach(tier -> meter.seatTaken(tier, took));
                return answer.get();
            };
        };
    }

    /** As {@link #seats}; if the instance is known, the check is counted too, and what was left of its grant before. */
    Decision check(String instanceId, Decision decision) {
        Decision seating = seats(decision);
        return moment -> {
            Optional<Instance> before = Validating.find(moment, instanceId);
            if (before.isEmpty()) {
                return seating.decide(moment);
            }
            String tier = tier(moment, before.get().licenseId());
            Instant now = moment.now();
            Supplier<LeaseAnswer> answer = seating.decide(moment);
            return () -> {
                LeaseAnswer told = answer.get();
                result(told).ifPresent(result -> {
                    meter.checked(tier, result);
                    meter.graceLeft(tier, Duration.between(now, before.get().expiresAt()));
                });
                return told;
            };
        };
    }

    /** Empty where the answer says nothing of the license: it was another's key, or this machine is broken. */
    private static Optional<Meter.Check> result(LeaseAnswer answer) {
        return switch (answer) {
            case LeaseAnswer.Granted granted -> Optional.of(Meter.Check.SUCCESS);
            case LeaseAnswer.Expired expired -> Optional.of(Meter.Check.EXPIRED);
            case LeaseAnswer.SeatLost lost -> Optional.of(Meter.Check.EXPIRED);
            case LeaseAnswer.Revoked revoked -> Optional.of(Meter.Check.EXPIRED);
            case LeaseAnswer.Unavailable(RefusalCode code) -> result(code);
            case LeaseAnswer.Released released -> Optional.empty();
            case LeaseAnswer.UnknownKey unknown -> Optional.empty();
            case LeaseAnswer.LimitReached full -> Optional.empty();
            case LeaseAnswer.InstanceUnknown unknown -> Optional.empty();
            case LeaseAnswer.Declined declined -> Optional.empty();
        };
    }

    private static Optional<Meter.Check> result(RefusalCode code) {
        return switch (code) {
            case BAD_SIGNATURE, REVOKED_KEY -> Optional.of(Meter.Check.TAMPERED);
            case CLOCK_ROLLBACK, NEEDS_CONFIRMATION -> Optional.of(Meter.Check.EXPIRED);
            default -> Optional.empty();
        };
    }

    private static String tier(Moment moment, UUID licenseId) {
        return moment.bundles().stream()
                .filter(held -> held.row().licenseId().equals(licenseId))
                .flatMap(held -> held.forgiven() instanceof Verdict.Accepted<LicenseBundle>(LicenseBundle bundle)
                        ? Stream.of(bundle.terms().tier())
                        : Stream.empty())
                .findFirst()
                .orElse(Meter.NO_TIER);
    }
}
